package org.lowerbound.objective.gradient;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.lowerbound.objective.reduction.LogMeanWeight;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The wake-wake update of φ, doubly reparameterised: Σ (w̃_k − w̃_k²) ∇log w_k along the path of
 * z_k (Tucker et al. 2019). It has the expectation of {@link WakeWake}'s.
 */
public record DoublyReparameterizedWakeWake() implements GradientEstimator {
  @Override
  public EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope) {
    Requirements.checkOwnPrior(weights, "rws-dreg");
    Requirements.checkReparameterized(weights, "rws-dreg");
    Requirements.checkImportanceWeighted(reduction, weights, "rws-dreg");
    Operand<TFloat32> logWeights = weights.values(tf);
    return EstimatedBound.separately(
        tf,
        reduction.value(tf, logWeights),
        new LogMeanWeight().curvature(tf, logWeights),
        weights.onPath(tf));
  }
}
