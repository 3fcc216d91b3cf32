package org.lowerbound.objective.gradient;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Reweighted wake-sleep with the wake-phase update of q, "wake-wake" (Bornschein and Bengio 2015;
 * Le et al. 2019): θ follows the bound, φ descends KL(p(z | x) ‖ q(z | x)) by Σ w̃_k ∇log q(z_k |
 * x) at fixed draws. It is not a gradient of the bound by φ, and needs no derivative of the draws.
 */
public record WakeWake() implements GradientEstimator {
  @Override
  public EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope) {
    Requirements.checkOwnPrior(weights, "rws");
    Requirements.checkImportanceWeighted(reduction, weights, "rws");
    Operand<TFloat32> logWeights = weights.values(tf);
    return EstimatedBound.separately(
        tf, reduction.value(tf, logWeights), reduction.slope(tf, logWeights), weights.scores(tf));
  }
}
