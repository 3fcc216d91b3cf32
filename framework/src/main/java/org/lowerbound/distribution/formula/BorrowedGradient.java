package org.lowerbound.distribution.formula;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Values with the gradient of something else. */
public final class BorrowedGradient {
  private BorrowedGradient() {}

  /**
   * Returns {@code value} with the gradient of {@code standIn}, of the same shape.
   *
   * <p>The usual s + stopGradient(v − s) is v up to rounding only. What is added here is an exact
   * 0, so that a code stays a row of its codebook and a one-hot vector stays one.
   */
  public static Operand<TFloat32> of(Ops tf, Operand<TFloat32> value, Operand<TFloat32> standIn) {
    Operand<TFloat32> zero = tf.math.sub(standIn, tf.stopGradient(standIn));
    return tf.math.add(tf.stopGradient(value), zero);
  }
}
