package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Operations on vectors along the last axis, whatever the leading axes are. */
final class LastAxis {
  private LastAxis() {}

  /** Returns Σ a·b, {@code [..., 1]}. */
  static Operand<TFloat32> dot(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.reduceSum(tf.math.mul(a, b), tf.constant(-1), ReduceSum.keepDims(true));
  }

  /** Returns the components from {@code from} to before {@code to}. */
  static Operand<TFloat32> slice(Ops tf, Operand<TFloat32> x, int from, int to) {
    return tf.stridedSlice(x, Indices.ellipsis(), Indices.slice(from, to));
  }

  /**
   * Returns the components at some indices, which take the place of the last axis.
   *
   * <p>The axis is counted from the first, as the gradient of this op needs it.
   */
  static Operand<TFloat32> gather(Ops tf, Operand<TFloat32> x, Operand<TInt32> indices) {
    return tf.gather(x, indices, tf.math.sub(tf.rank(x), tf.constant(1)));
  }

  /** Returns vectors one after the other. */
  static Operand<TFloat32> join(Ops tf, List<Operand<TFloat32>> parts) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(-1));
  }

  /** Returns the log-determinant of a map that keeps volumes, zeros {@code [...]}. */
  static Operand<TFloat32> noChangeOfVolume(Ops tf, Operand<TFloat32> x) {
    return tf.zerosLike(GraphMath.sumEvent(tf, x));
  }

  /** Fails unless the last axis, where its length is known, has the given one. */
  static void checkLength(Operand<TFloat32> parameter, String name, int length) {
    Shape shape = parameter.shape();
    int axes = shape.numDimensions();
    checkArgument(
        axes < 0 || (axes > 0 && (shape.get(axes - 1) < 0 || shape.get(axes - 1) == length)),
        "%s must have the shape [%s] or [B, %s], not %s",
        name,
        length,
        length,
        shape);
  }

  /** Fails unless a dimension is legal. */
  static void checkDimension(int dimension, int smallest) {
    checkArgument(
        dimension >= smallest, "dimension must be at least %s, not %s", smallest, dimension);
  }
}
