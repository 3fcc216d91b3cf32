package org.lowerbound.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * A Row LSTM (van den Oord et al. 2016, section 3.1): rows from above, all pixels of a row in one
 * step. A pixel sees, of its own row, what a kernel reaches to the left; of the rows above a
 * triangle, wider by half a kernel with each row. The rest of the image it does not see.
 *
 * @param inputToState what comes from below
 * @param stateToState the convolution of the row above, from h to 4h
 * @param height of a map
 * @param width of a row
 * @param units h
 */
record RowLstm(
    InputToState inputToState, CausalConvolution stateToState, int height, int width, int units)
    implements Recurrence {
  private static final int ROWS = 1;

  @Override
  public Operand<TFloat32> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    Operand<TFloat32> sums = inputToState.apply(tf, x, context, pass); // [B, H, W, 4h]
    List<Operand<TFloat32>> hidden = new ArrayList<>();
    Optional<LstmState> state = Optional.empty();
    for (Operand<TFloat32> row :
        tf.unstack(sums, (long) height, Unstack.axis((long) ROWS)).output()) {
      Operand<TFloat32> own = tf.reshape(row, tf.array(-1, 1, width, LstmState.GATES * units));
      Operand<TFloat32> all =
          state
              .<Operand<TFloat32>>map(
                  before -> tf.math.add(own, stateToState.apply(tf, before.hidden(), pass)))
              .orElse(own);
      LstmState next = LstmState.of(tf, all, state);
      hidden.add(tf.reshape(next.hidden(), tf.array(-1, width, units)));
      state = Optional.of(next);
    }
    return tf.stack(hidden, Stack.axis((long) ROWS)); // [B, H, W, h]
  }
}
