package org.lowerbound.objective.reduction;

import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * β f + (1 − β) g of two reductions.
 *
 * @param beta β, a scalar
 * @param first f
 * @param second g
 */
@Called("ciwae")
public record Mixture(Operand<TFloat32> beta, SmoothReduction first, SmoothReduction second)
    implements SmoothReduction {
  @Override
  public Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights) {
    return mix(tf, first.value(tf, logWeights), second.value(tf, logWeights));
  }

  @Override
  public Operand<TFloat32> slope(Ops tf, Operand<TFloat32> logWeights) {
    return mix(tf, first.slope(tf, logWeights), second.slope(tf, logWeights));
  }

  @Override
  public Operand<TFloat32> curvature(Ops tf, Operand<TFloat32> logWeights) {
    return mix(tf, first.curvature(tf, logWeights), second.curvature(tf, logWeights));
  }

  private Operand<TFloat32> mix(Ops tf, Operand<TFloat32> f, Operand<TFloat32> g) {
    return tf.math.add(tf.math.mul(beta, f), tf.math.mul(tf.math.sub(tf.constant(1f), beta), g));
  }
}
