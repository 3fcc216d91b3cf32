package org.lowerbound.distribution.formula;

import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Draws that are all the same. */
public final class RepeatedDraws {
  private RepeatedDraws() {}

  /** Returns K copies: {@code [B, D] -> [K, B, D]}. */
  public static Operand<TFloat32> of(Ops tf, Operand<TFloat32> value, int sampleCount) {
    return tf.broadcastTo(value, Shapes.prepend(tf, sampleCount, tf.shape(value)));
  }
}
