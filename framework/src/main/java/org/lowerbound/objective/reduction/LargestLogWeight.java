package org.lowerbound.objective.reduction;

import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** max_k log w_k: the limit α → −∞ of the Rényi bound, VR-max (Li and Turner 2016). */
@Called("vr-max")
public record LargestLogWeight() implements DrawReduction {
  @Override
  public Operand<TFloat32> value(Ops tf, Operand<TFloat32> logWeights) {
    return tf.reduceMax(logWeights, tf.constant(0));
  }

  @Override
  public Operand<TFloat32> slope(Ops tf, Operand<TFloat32> logWeights) {
    Operand<TFloat32> fixed = tf.stopGradient(logWeights);
    Operand<TFloat32> max = tf.reduceMax(fixed, tf.constant(0), ReduceMax.keepDims(true));
    Operand<TFloat32> largest = tf.dtypes.cast(tf.math.equal(fixed, max), TFloat32.class);
    // Ties share, as in the gradient of the maximum.
    return tf.math.div(largest, tf.reduceSum(largest, tf.constant(0), ReduceSum.keepDims(true)));
  }
}
