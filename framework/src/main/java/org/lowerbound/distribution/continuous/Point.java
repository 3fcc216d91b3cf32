package org.lowerbound.distribution.continuous;

import org.lowerbound.distribution.Code;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.distribution.formula.RepeatedDraws;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A code without noise, as that of an autoencoder: all draws are the point, with its gradient. It
 * is no distribution with a density.
 *
 * @param value {@code [..., B, D]}
 * @param dimension D
 */
public record Point(Operand<TFloat32> value, int dimension) implements Code, WithMean {
  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return value;
  }

  @Override
  public Operand<TFloat32> draw(Ops tf, NoiseSource noise, int sampleCount) {
    return RepeatedDraws.of(tf, value, sampleCount);
  }
}
