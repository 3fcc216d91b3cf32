package org.lowerbound.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * Sums of exponentials over the last axis, for any number of axes: the gradient of TensorFlow's own
 * log-softmax sums over axis 1, wherever the last one is, and its softmax warns of unknown shapes.
 */
public final class Softmax {
  /**
   * Terms that are this many nats below the largest are raised to it: a share below 10⁻¹³, whose
   * gradient is an exact 0 in place of a denormal number.
   */
  private static final float NEGLIGIBLE = -30f;

  private Softmax() {}

  /** Returns log Σ exp(x): {@code [..., n] -> [...]}. */
  public static Operand<TFloat32> logSumExp(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> max = max(tf, x);
    return tf.math.add(
        tf.math.log(tf.reduceSum(tf.math.exp(shifted(tf, x, max)), tf.constant(-1))),
        tf.reduceSum(max, tf.constant(-1))); // Without the axis of length 1.
  }

  /** Returns x − log Σ exp(x), {@code [..., n]}. */
  public static Operand<TFloat32> logSoftmax(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> max = max(tf, x);
    Operand<TFloat32> sum =
        tf.reduceSum(tf.math.exp(shifted(tf, x, max)), tf.constant(-1), ReduceSum.keepDims(true));
    return tf.math.sub(tf.math.sub(x, max), tf.math.log(sum));
  }

  /** Returns exp(x) / Σ exp(x), {@code [..., n]}. */
  public static Operand<TFloat32> softmax(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> exp = tf.math.exp(tf.math.sub(x, max(tf, x)));
    return tf.math.div(exp, tf.reduceSum(exp, tf.constant(-1), ReduceSum.keepDims(true)));
  }

  private static Operand<TFloat32> max(Ops tf, Operand<TFloat32> x) {
    return tf.stopGradient(tf.reduceMax(x, tf.constant(-1), ReduceMax.keepDims(true)));
  }

  private static Operand<TFloat32> shifted(Ops tf, Operand<TFloat32> x, Operand<TFloat32> max) {
    return tf.math.maximum(tf.math.sub(x, max), tf.constant(NEGLIGIBLE));
  }
}
