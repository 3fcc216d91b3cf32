package org.lowerbound.distribution.transformed;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.bijector.Bijector;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What all distributions of an image under a bijector have in common. */
final class Transformed {
  private Transformed() {}

  /** Fails unless a base and a bijector fit together. */
  static void check(Distribution base, Bijector bijector) {
    checkArgument(
        base.dimension() == bijector.dimension(),
        "the bijector must have the dimension of the base, %s, not %s",
        base.dimension(),
        bijector.dimension());
  }

  /** Returns log p(f⁻¹(y)) + log |det df⁻¹/dy|. */
  static Operand<TFloat32> logProb(
      Ops tf, Distribution base, Bijector bijector, Operand<TFloat32> value) {
    Bijector.Image image = bijector.inverse(tf, value);
    return tf.math.add(base.logProb(tf, image.value()), image.logDeterminant());
  }
}
