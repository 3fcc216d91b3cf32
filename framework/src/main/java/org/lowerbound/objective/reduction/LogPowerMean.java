package org.lowerbound.objective.reduction;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.graph.GraphMath;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * (1/(1 − α)) log (1/K) Σ w_k^(1−α): the variational Rényi bound by K draws (Li and Turner 2016).
 * With v = softmax((1 − α) log w) its slopes are v_k and its curvatures (1 − α)(v_k − v_k²).
 *
 * @param alpha α; the limit at 1, where the formula divides by zero, is {@link MeanLogWeight}
 */
@Called("renyi")
public record LogPowerMean(double alpha) implements SmoothReduction {
  /** Beyond it the powers' logarithms may leave the range of 32-bit floats. */
  public static final int LARGEST_ALPHA = 1_000_000;

  /** Below it powers are close to 1, and the logarithm of their mean is taken as one of 1 + ε. */
  private static final double SLIGHT = 0.1;

  /** Checks the argument. */
  public LogPowerMean {
    checkArgument(
        Math.abs(alpha) <= LARGEST_ALPHA && (float) (1 - alpha) != 0,
        "alpha must be in [-%s, %s] and not 1 but is %s",
        LARGEST_ALPHA,
        LARGEST_ALPHA,
        alpha);
  }

  @Override
  public Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights) {
    Operand<TFloat32> scaled = scaled(tf, logWeights);
    Operand<TFloat32> logMean =
        Math.abs(1 - alpha) < SLIGHT
            ? GraphMath.logMeanExpOfClose(tf, scaled)
            : GraphMath.logMeanExp(tf, scaled);
    return tf.math.div(logMean, power(tf));
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
