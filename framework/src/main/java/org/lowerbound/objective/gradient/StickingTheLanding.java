package org.lowerbound.objective.gradient;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradient through the draws alone: the score ∇ log q(z | x) at fixed z is dropped (Roeder et
 * al. 2017). Unbiased where the bound is the ELBO, for the score's mean is zero there; biased for
 * several draws (Tucker et al. 2019). No variance where q is exact.
 */
public record StickingTheLanding() implements GradientEstimator {
  @Override
  public EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope) {
    Requirements.checkReparameterized(weights, "stl");
    Requirements.checkOfPosterior(weights, "stl");
    // The gradient by θ is the same: only the way to φ is cut.
    Operand<TFloat32> logWeights = weights.onPath(tf);
    return EstimatedBound.jointly(tf, reduction.value(tf, logWeights));
  }
}
