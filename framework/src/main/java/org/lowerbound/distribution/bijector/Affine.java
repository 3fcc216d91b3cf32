package org.lowerbound.distribution.bijector;

import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A scale and a shift of each component, y = x ⊙ exp(s) + t.
 *
 * @param shift t, {@code [D]} or {@code [..., B, D]}
 * @param logScale s, of the same shape
 * @param dimension D
 */
public record Affine(Operand<TFloat32> shift, Operand<TFloat32> logScale, int dimension)
    implements Bijector {
  /** The largest |s| that {@link #bounded} gives. */
  public static final float LARGEST_LOG_SCALE = 5f;

  /** Checks the shapes as far as they are known. */
  public Affine {
    LastAxis.checkDimension(dimension, 1);
    LastAxis.checkLength(shift, "shift", dimension);
    LastAxis.checkLength(logScale, "logScale", dimension);
  }

  /** Returns 5 tanh(s/5), which is near s for small s, and never beyond ±5. */
  public static Operand<TFloat32> bounded(Ops tf, Operand<TFloat32> logScale) {
    Operand<TFloat32> largest = tf.constant(LARGEST_LOG_SCALE);
    return tf.math.mul(largest, tf.math.tanh(tf.math.div(logScale, largest)));
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> y = tf.math.add(tf.math.mul(x, tf.math.exp(logScale)), shift);
    return new Image(y, sumOfLogs(tf, logScale, x));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    Operand<TFloat32> negative = tf.math.neg(logScale);
    Operand<TFloat32> x = tf.math.mul(tf.math.sub(y, shift), tf.math.exp(negative));
    return new Image(x, sumOfLogs(tf, negative, y));
  }

  @Override
  public Affine detached(Ops tf) {
    return new Affine(tf.stopGradient(shift), tf.stopGradient(logScale), dimension);
  }

  /** Returns the sum with one value for each vector, also where one scale serves all. */
  private static Operand<TFloat32> sumOfLogs(
      Ops tf, Operand<TFloat32> logs, Operand<TFloat32> vectors) {
    return tf.math.add(GraphMath.sumEvent(tf, logs), LastAxis.noChangeOfVolume(tf, vectors));
  }
}
