package org.lowerbound.objective.gradient;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.StraightThrough;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The gradient that straight-through draws borrow from a differentiable stand-in (Bengio et al.
 * 2013; Jang et al. 2017), through the draws and through log q(z | x). It is biased, with less
 * variance than a score function's.
 */
public record StraightThroughGradient() implements GradientEstimator {
  @Override
  public EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope) {
    Distribution posterior = weights.terms().posterior();
    checkArgument(
        posterior instanceof StraightThrough,
        "the gradient \"straight-through\" is for draws that borrow one, which those of the"
            + " posterior %s do not; the posteriors straight-through and"
            + " straight-through-bernoulli work",
        TypeNames.of(posterior));
    return EstimatedBound.jointly(tf, reduction.value(tf, weights.values(tf)));
  }
}
