package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model with latents z and an approximate posterior q(z | x): all that bounds are made of. */
public interface LatentVariables extends Evidence {
  /** Returns the dimension of z. */
  int latents();

  /** Returns where z lives. */
  LatentSpace latentSpace();

  /**
   * Draws K latents for each observation {@code [B, D]} and evaluates every term of a bound.
   *
   * @param noise what the latents are drawn from
   * @param sampleCount K
   */
  BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass);

  @Override
  default Operand<TFloat32> logWeight(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    return terms(tf, observations, noise, sampleCount, pass).logWeight(tf);
  }
}
