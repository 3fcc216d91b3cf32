package org.lowerbound.objective.gradient;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.lowerbound.objective.reduction.SmoothReduction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The doubly reparameterised gradient, DReG (Tucker et al. 2019). Unbiased, and its signal-to-noise
 * ratio rises with K.
 *
 * <p>By the score term of f's gradient, −E Σ f_k ∇ log q(z_k), reparameterised once more, the
 * gradient by φ is E Σ (f_k − f_kk) ∇log w_k along the path of z_k, where f_k and f_kk are the
 * slope and the curvature of f in log w_k. With f = log-mean-exp the coefficient is w̃_k², theirs.
 */
public record DoublyReparameterized() implements GradientEstimator {
  @Override
  public EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope) {
    Requirements.checkOwnPrior(weights, "dreg");
    Requirements.checkReparameterized(weights, "dreg");
    Requirements.checkOfPosterior(weights, "dreg");
    SmoothReduction smooth = Requirements.smooth(reduction, "dreg");
    Operand<TFloat32> logWeights = weights.values(tf);
    Operand<TFloat32> coefficients =
        tf.math.sub(smooth.slope(tf, logWeights), smooth.curvature(tf, logWeights));
    return EstimatedBound.separately(
        tf, reduction.value(tf, logWeights), coefficients, weights.onPath(tf));
  }
}
