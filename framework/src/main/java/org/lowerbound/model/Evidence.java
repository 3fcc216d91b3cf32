package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model that gives p(x), or an unbiased estimate of it. */
public interface Evidence extends Model {
  /**
   * Returns log w for each observation {@code [B, D]}, {@code [K, B]} in nats, with E w = p(x).
   *
   * <p>An {@linkplain ExactEvidence exact} model gives {@code [1, B]} whatever the number of draws.
   *
   * @param noise what the draws are made of
   * @param sampleCount K
   */
  Operand<TFloat32> logWeight(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass);
}
