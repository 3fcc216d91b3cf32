package org.lowerbound.objective.bound;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Descent;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveChecks;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.gradient.EstimatedBound;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.LogWeights;
import org.lowerbound.objective.reduction.LogMeanWeight;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * Partially importance weighted: on the same M·K draws θ follows IWAE(M·K) and φ follows MIWAE(M,
 * K), whose gradient has the better signal (PIWAE: Rainforth et al. 2018, section 5).
 *
 * <p>The reported bound is IWAE(M·K); MIWAE(M, K) is reported as {@code miwae}.
 *
 * @param outer M
 * @param samples K
 * @param gradient how the gradient by φ is estimated
 */
public record Piwae(
    @Default("8") @Interval(min = 1) int outer,
    @Default("8") @Interval(min = 1) int samples,
    @Default("\"reparameterized\"") GradientEstimator gradient)
    implements BoundObjective {
  /** Checks the arguments. */
  public Piwae {
    ObjectiveChecks.checkDraws(outer, samples);
  }

  @Override
  public int draws() {
    return outer * samples;
  }

  @Override
  public Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope) {
    LogMeanWeight reduction = new LogMeanWeight();
    EstimatedBound ofInference =
        gradient.estimate(tf, reduction, LogWeights.of(tf, terms, outer, samples), scope);
    EstimatedBound ofGenerative =
        EstimatedBound.jointly(
            tf, reduction.value(tf, LogWeights.of(tf, terms, 1, draws()).values(tf)));
    return Loss.of(
        ImmutableList.of(Descent.ofModel(ofInference.surrogates(ofGenerative.generative()))),
        ofGenerative.value(),
        ImmutableMap.of("miwae", ofInference.value()));
  }
}
