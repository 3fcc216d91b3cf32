package org.lowerbound.distribution.levels;

import org.lowerbound.graph.Softmax;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Sums over the components of a mixture, the last axis, weighted by the softmax of logits. */
final class MixtureWeights {
  private MixtureWeights() {}

  /** Returns log Σ wₘ exp(xₘ): {@code [..., M] -> [...]}. */
  static Operand<TFloat32> logMixture(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> x) {
    // Not a difference of two sums: what is left of them would be lost where logits are large.
    return Softmax.logSumExp(tf, tf.math.add(Softmax.logSoftmax(tf, logits), x));
  }

  /** Returns Σ wₘ xₘ: {@code [..., M] -> [...]}. */
  static Operand<TFloat32> average(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> x) {
    return tf.reduceSum(tf.math.mul(Softmax.softmax(tf, logits), x), tf.constant(-1));
  }
}
