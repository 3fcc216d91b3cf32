package org.lowerbound.distribution;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A distribution that can be drawn from. */
public interface Sampleable extends Distribution, Code {
  /** Returns K draws per distribution of the batch, with their log-densities, from one pass. */
  Draw sampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount);

  @Override
  default Operand<TFloat32> draw(Ops tf, NoiseSource noise, int sampleCount) {
    return sampleWithLogProb(tf, noise, sampleCount).value();
  }

  /**
   * Draws with their log-densities.
   *
   * @param value {@code [K, B, D]}
   * @param logProb {@code [K, B]}, nats
   */
  record Draw(Operand<TFloat32> value, Operand<TFloat32> logProb) {}
}
