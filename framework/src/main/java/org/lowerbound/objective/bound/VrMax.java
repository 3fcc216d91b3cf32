package org.lowerbound.objective.bound;

import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.LogWeights;
import org.lowerbound.objective.reduction.LargestLogWeight;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * E max_k log w_k, the limit α → −∞ of {@link Renyi} (VR-max: Li and Turner 2016). It lies up to
 * log K nats above IWAE(K) and bounds nothing: it is reported as {@code vr-max}, and the reported
 * bound is IWAE(K) of the same draws.
 *
 * @param samples K
 * @param gradient how the gradient by φ is estimated
 */
public record VrMax(
    @Default("5") @Interval(min = 1, max = 1_000_000) int samples,
    @Default("\"reparameterized\"") GradientEstimator gradient)
    implements BoundObjective {
  /** Checks the argument. */
  public VrMax {
    ObjectiveChecks.checkDraws(samples, "samples");
  }

  @Override
  public int draws() {
    return samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    LogWeights weights = LogWeights.of(tf, terms, 1, samples);
    return MultiSample.ofEstimate(
        tf, "vr-max", gradient.estimate(tf, new LargestLogWeight(), weights, scope), weights);
  }
}
