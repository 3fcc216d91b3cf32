package org.lowerbound.distribution.sphere;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** The unit sphere S^{D−1} in D dimensions. */
final class Sphere {
  private Sphere() {}

  /** Fails unless there is a sphere that is connected: in one dimension it is two points. */
  static void checkDimension(String owner, int dimension) {
    checkArgument(
        dimension >= 2,
        "%s needs a dimension of at least 2, where the sphere is a circle, not %s",
        owner,
        dimension);
  }

  /** Returns the logarithm of the area 2 π^{D/2} / Γ(D/2): log 2π of the circle, D = 2. */
  static double logArea(int dimension) {
    // The area in d + 2 dimensions is 2π/d times that in d; two points have the measure 2.
    double logArea = dimension % 2 == 0 ? Math.log(2 * Math.PI) : Math.log(2);
    for (int d = dimension % 2 == 0 ? 2 : 1; d < dimension; d += 2) {
      logArea += Math.log(2 * Math.PI / d);
    }
    return logArea;
  }

  /** Returns standard normal vectors scaled to length 1, uniform on the sphere. */
  static Operand<TFloat32> direction(Ops tf, Operand<TFloat32> normals, int dimension) {
    if (dimension == 1) {
      // Dividing by the length could divide by 0, and a sign is all there is to it.
      return sign(tf, normals);
    }
    return tf.math.mul(normals, tf.math.rsqrt(sumOverAxes(tf, tf.math.square(normals))));
  }

  /** Returns −1 where x is negative and else 1, as constants. */
  static Operand<TFloat32> sign(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> negative =
        tf.dtypes.cast(tf.math.less(tf.stopGradient(x), tf.constant(0f)), TFloat32.class);
    return tf.math.sub(tf.constant(1f), tf.math.mul(tf.constant(2f), negative));
  }

  /**
   * Returns the sum over the last axis, which stays with length 1: {@code [..., D] -> [..., 1]}.
   */
  static Operand<TFloat32> sumOverAxes(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(x, tf.constant(-1), ReduceSum.keepDims(true));
  }
}
