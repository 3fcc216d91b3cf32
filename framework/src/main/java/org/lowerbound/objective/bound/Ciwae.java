package org.lowerbound.objective.bound;

import com.google.common.collect.Range;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.LogWeights;
import org.lowerbound.objective.reduction.LogMeanWeight;
import org.lowerbound.objective.reduction.MeanLogWeight;
import org.lowerbound.objective.reduction.Mixture;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * β ELBO + (1 − β) IWAE(K) on the same draws, CIWAE (Rainforth et al. 2018, section 5). A lower
 * bound for every β in [0, 1]; the reported one is at the step's β.
 *
 * @param beta β, the share of the ELBO
 * @param samples K
 * @param gradient how the gradient by φ is estimated
 */
public record Ciwae(
    @Default("0.5") @Interval(min = 0, max = 1) Schedule beta,
    @Default("64") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"reparameterized\"") GradientEstimator gradient)
    implements BoundObjective {
  /** Checks the arguments. */
  public Ciwae {
    Schedule.checkWithin(beta, "beta", Range.closed(0.0, 1.0), "lie in [0, 1]");
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    Mixture mixture =
        new Mixture(
            scope.schedules().scalar("beta", beta), new MeanLogWeight(), new LogMeanWeight());
    return MultiSample.ofBound(
        gradient.estimate(tf, mixture, LogWeights.of(tf, terms, 1, samples), scope));
  }
}
