package org.lowerbound.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.types.TFloat32;

/** Sums over the components of a mixture, the last axis, weighted by the softmax of logits. */
final class MixtureWeights {
  /**
   * Terms this many nats below the largest are raised to it, as in {@link
   * org.lowerbound.graph.GraphMath}: they are below rounding, and denormal numbers are slow.
   */
  private static final float NEGLIGIBLE = -30f;

  private MixtureWeights() {}

  /** Returns log Σ wₘ exp(xₘ): {@code [..., M] -> [...]}. */
  static Operand<TFloat32> logMixture(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> x) {
    return tf.math.sub(logSumExp(tf, tf.math.add(logits, x)), logSumExp(tf, logits));
  }

  /** Returns Σ wₘ xₘ: {@code [..., M] -> [...]}. */
  static Operand<TFloat32> average(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> x) {
    return tf.reduceSum(tf.math.mul(tf.nn.softmax(logits), x), tf.constant(-1));
  }

  private static Operand<TFloat32> logSumExp(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> max =
        tf.stopGradient(tf.reduceMax(x, tf.constant(-1), ReduceMax.keepDims(true))); // [..., 1]
    Operand<TFloat32> shifted = tf.math.maximum(tf.math.sub(x, max), tf.constant(NEGLIGIBLE));
    return tf.math.add(
        tf.math.log(tf.reduceSum(tf.math.exp(shifted), tf.constant(-1))),
        tf.reduceSum(max, tf.constant(-1))); // Without the axis of length 1.
  }
}
