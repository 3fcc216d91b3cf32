package org.lowerbound.objective.reduction;

import org.lowerbound.graph.GraphMath;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** (1/K) Σ log w_k: the ELBO by K draws (Kingma and Welling 2014, eq. 6). */
@Called("elbo")
public record MeanLogWeight() implements SmoothReduction {
  @Override
  public Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights) {
    return GraphMath.meanOverDraws(tf, logWeights);
  }

  @Override
  public Operand<TFloat32> slope(Ops tf, Operand<TFloat32> logWeights) {
    Operand<TFloat32> ones = tf.onesLike(tf.stopGradient(logWeights));
    return tf.math.div(ones, tf.reduceSum(ones, tf.constant(0)));
  }

  @Override
  public Operand<TFloat32> curvature(Ops tf, Operand<TFloat32> logWeights) {
    return tf.zerosLike(tf.stopGradient(logWeights));
  }
}
