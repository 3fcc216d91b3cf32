package org.lowerbound.objective.reduction;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * (1/(1 − α)) log (1/K) Σ w_k^(1−α): the variational Rényi bound by K draws (Li and Turner 2016,
 * eq. 7). With v = softmax((1 − α) log w) its slopes are v_k and its curvatures (1 − α)(v_k −
 * v_k²).
 *
 * @param alpha α; the limit at 1, where the formula divides by zero, is {@link MeanLogWeight}
 */
public record LogPowerMean(double alpha) implements SmoothReduction {
  /** Checks the argument. */
  public LogPowerMean {
    checkArgument(
        Double.isFinite(alpha) && (float) (1 - alpha) != 0,
        "alpha must be finite and not 1 but is %s",
        alpha);
  }

  @Override
  public Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights) {
    return tf.math.div(GraphMath.logMeanExp(tf, scaled(tf, logWeights)), power(tf));
  }

  @Override
  public Operand<TFloat32> slope(Ops tf, Operand<TFloat32> logWeights) {
    return GraphMath.normalizedWeights(tf, scaled(tf, logWeights));
  }

  @Override
  public Operand<TFloat32> curvature(Ops tf, Operand<TFloat32> logWeights) {
    Operand<TFloat32> weights = slope(tf, logWeights);
    return tf.math.mul(power(tf), tf.math.sub(weights, tf.math.square(weights)));
  }

  private Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> logWeights) {
    return tf.math.mul(power(tf), logWeights);
  }

  private Operand<TFloat32> power(Ops tf) {
    return tf.constant((float) (1 - alpha));
  }
}
