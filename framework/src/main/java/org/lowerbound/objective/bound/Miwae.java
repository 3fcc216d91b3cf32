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
 * The mean of M importance weighted bounds of K draws each, MIWAE (Rainforth et al. 2018, section
 * 5). MIWAE(1, K) is IWAE(K), MIWAE(M, 1) the ELBO with M draws.
 *
 * @param outer M, over which bounds are averaged
 * @param samples K, over which weights are averaged inside each logarithm
 * @param gradient how the gradient by φ is estimated
 */
public record Miwae(
    @Default("8") @Interval(min = 1) int outer,
    @Default("8") @Interval(min = 1) int samples,
    @Default("\"reparameterized\"") GradientEstimator gradient)
    implements BoundObjective {
  /** Checks the arguments. */
  public Miwae {
    ObjectiveChecks.checkDraws(outer, samples);
  }

  @Override
  public int draws() {
    return outer * samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    return MultiSample.ofBound(
        gradient.estimate(
            tf, new LogMeanWeight(), LogWeights.of(tf, terms, outer, samples), scope));
  }
}
