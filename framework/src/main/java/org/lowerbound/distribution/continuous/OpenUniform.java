package org.lowerbound.distribution.continuous;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Uniform draws from the open interval (0, 1), for inverse distribution functions that are infinite
 * at its ends.
 *
 * <p>TensorFlow's uniform draws are the multiples of 2⁻²³ from 0 to 1 − 2⁻²³. Half a step more is
 * exact in 32-bit floats, symmetric about ½, and lies in [2⁻²⁴, 1 − 2⁻²⁴].
 */
final class OpenUniform {
  private static final float HALF_STEP = 0x1p-24f;

  private OpenUniform() {}

  /** Returns independent draws of the given shape. */
  static Operand<TFloat32> draw(Ops tf, NoiseSource noise, Operand<TInt32> shape) {
    return tf.math.add(noise.uniform(tf, shape), tf.constant(HALF_STEP));
  }
}
