package org.lowerbound.model.diffusion;

import java.util.function.IntToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Numbers that belong to the steps of a chain, computed in double precision and looked up in a
 * graph.
 *
 * @param steps T
 * @param step t, 1 … T, {@code [rows]}
 */
record StepTable(int steps, Operand<TInt32> step) {
  /** Returns the number of each row's step, {@code [rows, 1]}. */
  Operand<TFloat32> of(Ops tf, IntToDoubleFunction number) {
    float[] table = new float[steps + 1];
    for (int t = 1; t <= steps; t++) {
      table[t] = (float) number.applyAsDouble(t);
    }
    return tf.expandDims(tf.gather(tf.constant(table), step, tf.constant(0)), tf.constant(1));
  }
}
