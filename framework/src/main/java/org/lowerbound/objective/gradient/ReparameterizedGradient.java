package org.lowerbound.objective.gradient;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The gradient through the draws and through log q(z | x) (Kingma and Welling 2014; for several
 * draws, Burda et al. 2016, eq. 14). Unbiased. For the importance weighted bound the
 * signal-to-noise ratio of its φ part falls like 1/√K (Rainforth et al. 2018, theorem 1).
 */
public record ReparameterizedGradient() implements GradientEstimator {
  @Override
  public EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope) {
    Requirements.checkReparameterized(weights, "reparameterized");
    Operand<TFloat32> logWeights = weights.values(tf);
    return EstimatedBound.jointly(tf, reduction.value(tf, logWeights));
  }
}
