package org.lowerbound.network;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What a long short-term memory has at a step (Hochreiter and Schmidhuber 1997), {@code [..., h]}
 * each.
 *
 * @param cell c
 * @param hidden h, the output
 */
record LstmState(Operand<TFloat32> cell, Operand<TFloat32> hidden) {
  /** The number of gates: input, forget, output, and the new content. */
  static final int GATES = 4;

  /**
   * Returns the state of a step: c = σ(f) c' + σ(i) tanh(g), h = σ(o) tanh(c) (van den Oord et al.
   * 2016, eq. 3). Where all sums are 0 and the state before was 0, it is 0.
   *
   * @param sums i, f, o and g before their functions, in this order: {@code [..., 4h]}
   * @param before the state of the step before; none at the first, where it is 0
   */
  static LstmState of(Ops tf, Operand<TFloat32> sums, Optional<LstmState> before) {
    List<Operand<TFloat32>> gates =
        List.copyOf(tf.split(tf.constant(-1), sums, (long) GATES).output());
    Operand<TFloat32> added =
        tf.math.mul(tf.math.sigmoid(gates.get(0)), tf.math.tanh(gates.get(3)));
    Operand<TFloat32> cell =
        before
            .<Operand<TFloat32>>map(
                state ->
                    tf.math.add(tf.math.mul(tf.math.sigmoid(gates.get(1)), state.cell()), added))
            .orElse(added);
    return new LstmState(cell, tf.math.mul(tf.math.sigmoid(gates.get(2)), tf.math.tanh(cell)));
  }
}
