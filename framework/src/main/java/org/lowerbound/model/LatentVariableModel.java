package org.lowerbound.model;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * p(z) p(x | z) with its approximate posterior q(z | x), in a graph.
 *
 * @param latents the dimension of z
 * @param prior p(z)
 * @param likelihood p(x | z)
 * @param posterior q(z | x)
 * @param closedForms the divergences with a closed form
 */
public record LatentVariableModel(
    int latents,
    Prior prior,
    Conditional<Distribution> likelihood,
    Conditional<Sampleable> posterior,
    KlRegistry closedForms) {
  /**
   * Draws K latents for each observation {@code [B, D]} and evaluates every term of a bound.
   *
   * @param noise what the latents are drawn from
   * @param pass in training or not
   */
  public BoundTerms terms(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    Sampleable q = posterior.given(tf, observations, pass);
    Distribution p = prior.distribution(tf, pass);
    Sampleable.Draw draw = q.sampleWithLogProb(tf, noise, sampleCount);
    return new BoundTerms(
        draw.value(),
        q,
        p,
        likelihood.given(tf, draw.value(), pass).logProb(tf, observations),
        p.logProb(tf, draw.value()),
        draw.logProb(),
        closedForms);
  }
}
