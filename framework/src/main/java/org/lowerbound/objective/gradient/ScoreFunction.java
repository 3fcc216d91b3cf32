package org.lowerbound.objective.gradient;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.lowerbound.spec.Default;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The score-function gradient, also REINFORCE or NVIL (Mnih and Gregor 2014): Σ (f − b − f_k) ∇log
 * q(z_k | x) at fixed draws, where the term with the slope f_k comes from log q inside log w.
 * Unbiased, for continuous and discrete posteriors, with much variance.
 *
 * @param baseline b, what is subtracted from the learning signal f
 */
public record ScoreFunction(@Default("\"running\"") Baseline baseline)
    implements GradientEstimator {
  @Override
  public EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope) {
    Requirements.checkOwnPrior(weights, "score-function");
    Operand<TFloat32> logWeights = weights.values(tf);
    Operand<TFloat32> bound = reduction.value(tf, logWeights); // [M, B]
    Baseline.Centered centered = baseline.center(tf, tf.stopGradient(bound), scope);
    Operand<TFloat32> ofPosterior =
        tf.math.mul(weights.posteriorWeight(), reduction.slope(tf, logWeights)); // [K, M, B]
    return EstimatedBound.separately(
            tf, bound, tf.math.sub(centered.signal(), ofPosterior), weights.scores(tf))
        .withBaseline(centered.loss());
  }
}
