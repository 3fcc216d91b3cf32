package org.lowerbound.distribution;

import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A distribution whose draws are differentiable in its parameters (Kingma and Welling 2014). */
public interface Reparameterized extends Distribution {
  /** Returns K draws per distribution of the batch, with their log-densities, from one pass. */
  Draw rsampleWithLogProb(Ops tf, NoiseSource noise, int sampleCount);

  /**
   * Draws with their log-densities.
   *
   * @param value {@code [K, B, D]}
   * @param logProb {@code [K, B]}, nats
   */
  record Draw(Operand<TFloat32> value, Operand<TFloat32> logProb) {}
}
