package org.lowerbound.distribution.formula;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Standard noise as a function of uniform noise, by the inverse of its distribution function.
 *
 * <p>A uniform 32-bit float can be 0, where an inverse is infinite. It is kept within 2⁻²⁴ of both
 * ends, half the distance between two such floats: the noise is finite, between −2.9 and 16.7
 * (Gumbel) or within ±16.7 (logistic), and beyond that has a probability of 10⁻⁷.
 */
public final class InverseTransforms {
  private static final float END = 0x1p-24f;

  private InverseTransforms() {}

  /** Returns draws with the distribution function exp(−exp(−g)), without a gradient. */
  public static Operand<TFloat32> gumbel(Ops tf, NoiseSource noise, Operand<TInt32> shape) {
    Operand<TFloat32> exponential = tf.math.neg(tf.math.log(inside(tf, noise, shape)));
    return tf.stopGradient(tf.math.neg(tf.math.log(exponential)));
  }

  /** Returns draws with the distribution function 1 / (1 + exp(−l)), without a gradient. */
  public static Operand<TFloat32> logistic(Ops tf, NoiseSource noise, Operand<TInt32> shape) {
    Operand<TFloat32> uniform = inside(tf, noise, shape);
    Operand<TFloat32> rest = tf.math.log1p(tf.math.neg(uniform));
    return tf.stopGradient(tf.math.sub(tf.math.log(uniform), rest));
  }

  private static Operand<TFloat32> inside(Ops tf, NoiseSource noise, Operand<TInt32> shape) {
    return tf.clipByValue(noise.uniform(tf, shape), tf.constant(END), tf.constant(1f - END));
  }
}
