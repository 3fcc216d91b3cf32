package org.lowerbound.objective.bound;

import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.LogWeights;
import org.lowerbound.objective.reduction.LogMeanWeight;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * The importance weighted bound, E log (1/K) Σ p(x, z_k) / q(z_k | x): Burda et al. (2016), eq. 8.
 *
 * @param samples K, the draws per observation; 1 gives the ELBO with a Monte Carlo KL
 * @param gradient how the gradient by φ is estimated
 */
public record Iwae(
    @Default("5") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"reparameterized\"") GradientEstimator gradient)
    implements BoundObjective {
  /** Checks the argument. */
  public Iwae {
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    return MultiSample.ofBound(
        gradient.estimate(tf, new LogMeanWeight(), LogWeights.of(tf, terms, 1, samples), scope));
  }
}
