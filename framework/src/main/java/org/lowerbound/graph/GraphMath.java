package org.lowerbound.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.TFloat32;

/** Numerically stable compositions of TensorFlow ops. */
public final class GraphMath {
  /**
   * Terms of a log-mean-exp that are this many nats below the largest are raised to it. Their share
   * of the mean, at most e⁻³⁰ ≈ 10⁻¹³ each, is far below the rounding of 32-bit floats, and their
   * gradient is an exact 0: without it, it would be a denormal number, on which every
   * multiplication downstream is tens of times slower.
   */
  private static final float NEGLIGIBLE = -30f;

  private GraphMath() {}

  /**
   * Returns {@code log(mean(exp(x), axis 0))}: {@code [K, ...] -> [...]}. Finite whenever the
   * largest of the K values is.
   */
  public static Operand<TFloat32> logMeanExp(Ops tf, Operand<TFloat32> x) {
    return aboveLargest(
        tf, x, shifted -> tf.math.log(tf.math.mean(tf.math.exp(shifted), tf.constant(0))));
  }

  /**
   * Returns the same for values that are close to each other, where it is close to their mean: its
   * error is relative to their differences, and not to 1. For values far apart it is less exact.
   */
  public static Operand<TFloat32> logMeanExpOfClose(Ops tf, Operand<TFloat32> x) {
    return aboveLargest(
        tf, x, shifted -> tf.math.log1p(tf.math.mean(tf.math.expm1(shifted), tf.constant(0))));
  }

  /** Returns max x + {@code function} of x − max x, which is cut off below. */
  private static Operand<TFloat32> aboveLargest(
      Ops tf, Operand<TFloat32> x, UnaryOperator<Operand<TFloat32>> function) {
    Operand<TFloat32> max =
        tf.stopGradient(tf.reduceMax(x, tf.constant(0), ReduceMax.keepDims(true))); // [1, ...]
    Operand<TFloat32> shifted = tf.math.maximum(tf.math.sub(x, max), tf.constant(NEGLIGIBLE));
    return tf.math.add(function.apply(shifted), tf.squeeze(max, Squeeze.axis(List.of(0L))));
  }

  /**
   * Returns {@code exp(x) / sum(exp(x), axis 0)} as constants, with exact zeros for negligible
   * weights: {@code [K, ...] -> [K, ...]}.
   */
  public static Operand<TFloat32> normalizedWeights(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> fixed = tf.stopGradient(x);
    Operand<TFloat32> max = tf.reduceMax(fixed, tf.constant(0), ReduceMax.keepDims(true));
    Operand<TFloat32> shifted = tf.math.sub(fixed, max);
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greater(shifted, tf.constant(NEGLIGIBLE)), TFloat32.class);
    Operand<TFloat32> weights =
        tf.math.mul(tf.math.exp(tf.math.maximum(shifted, tf.constant(NEGLIGIBLE))), kept);
    return tf.math.div(weights, tf.reduceSum(weights, tf.constant(0), ReduceSum.keepDims(true)));
  }

  /** Returns the sum over the event axis, the last one: {@code [..., D] -> [...]}. */
  public static Operand<TFloat32> sumEvent(Ops tf, Operand<TFloat32> x) {
    return tf.reduceSum(x, tf.constant(-1));
  }

  /** Returns the mean over the draws, the first axis: {@code [K, ...] -> [...]}. */
  public static Operand<TFloat32> meanOverDraws(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(0));
  }

  /** Returns the mean over the batch: {@code [B] -> []}. */
  public static Operand<TFloat32> meanOverBatch(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, tf.constant(0));
  }
}
