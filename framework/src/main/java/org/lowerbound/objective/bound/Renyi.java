package org.lowerbound.objective.bound;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.gradient.EstimatedBound;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.LogWeights;
import org.lowerbound.objective.reduction.DrawReduction;
import org.lowerbound.objective.reduction.LogPowerMean;
import org.lowerbound.objective.reduction.MeanLogWeight;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * The variational Rényi bound (Li and Turner 2016), (1/(1 − α)) E log (1/K) Σ w_k^(1−α). At α = 0
 * it is IWAE(K), at α = 1 the ELBO.
 *
 * <p>For α ≥ 0 the expectation of the K-draw estimate is a lower bound on log p(x) (their theorems
 * 1 and 2), and it is what is reported. For α &lt; 0 it is on no sure side: it is reported as
 * {@code renyi}, and the reported bound is IWAE(K) of the same draws.
 *
 * @param alpha α
 * @param samples K
 * @param gradient how the gradient by φ is estimated
 */
public record Renyi(
    @Default("0.5") @Interval(min = -1_000_000, max = 1_000_000) double alpha,
    @Default("5") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"reparameterized\"") GradientEstimator gradient)
    implements BoundObjective {
  /** Checks the arguments. */
  public Renyi {
    checkArgument(
        Math.abs(alpha) <= LogPowerMean.LARGEST_ALPHA,
        "alpha must be in [-%s, %s] but is %s; \"vr-max\" is the limit at minus infinity",
        LogPowerMean.LARGEST_ALPHA,
        LogPowerMean.LARGEST_ALPHA,
        alpha);
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    DrawReduction reduction =
        (float) (1 - alpha) == 0 ? new MeanLogWeight() : new LogPowerMean(alpha);
    LogWeights weights = LogWeights.of(tf, terms, 1, samples);
    EstimatedBound estimated = gradient.estimate(tf, reduction, weights, scope);
    return alpha < 0
        ? MultiSample.ofEstimate(tf, "renyi", estimated, weights)
        : MultiSample.ofBound(estimated);
  }
}
