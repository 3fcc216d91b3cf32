package org.lowerbound.objective.regularized;

import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The two halves of a batch; the last member of an odd one is in neither.
 *
 * @param first {@code [B / 2, ...]}
 * @param second {@code [B / 2, ...]}
 */
record Halves(Operand<TFloat32> first, Operand<TFloat32> second) {
  /** Takes a batch apart, {@code [B, ...]}. */
  static Halves of(Ops tf, Operand<TFloat32> batch) {
    Operand<TInt32> half = tf.math.floorDiv(Shapes.size(tf, batch, 0), tf.constant(2));
    Operand<TInt32> rows = tf.range(tf.constant(0), half, tf.constant(1));
    return new Halves(
        tf.gather(batch, rows, tf.constant(0)),
        tf.gather(batch, tf.math.add(rows, half), tf.constant(0)));
  }
}
