package org.lowerbound.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * A Row LSTM (van den Oord et al. 2016, section 3.1): rows from above, all pixels of a row in one
 * step. A pixel sees, of its own row, what a kernel reaches to the left; of the rows above a
 * triangle, wider by half a kernel with each row. The rest of the image it does not see.
 *
 * @param inputToState what comes from below, {@code [images, h, W, 4 units]}
 * @param stateToState the convolution of the row above, from its hidden states to all gates
 * @param cells those of the row above
 * @param hiddens those of the row above
 * @param width of a row
 * @param units how many there are for a pixel
 */
record RowLstm(
    CausalLayer inputToState,
    CausalConvolution stateToState,
    RowMemory.Strip cells,
    RowMemory.Strip hiddens,
    int width,
    int units)
    implements CausalLayer {
  private static final int ROWS = 1;

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Rows rows, Pass pass) {
    Operand<TFloat32> sums = inputToState.apply(tf, x, rows, pass);
    List<Operand<TFloat32>> hidden = new ArrayList<>();
    Optional<LstmState> state =
        rows.above(tf, cells)
            .map(cell -> new LstmState(cell, rows.above(tf, hiddens).orElseThrow()))
            // Of images of one row no state has one above it: without zeros there its weights would
            // be in no graph.
            .or(() -> rows.height() == 1 ? Optional.of(zeros(tf, sums)) : Optional.empty());
    for (Operand<TFloat32> row :
        tf.unstack(sums, (long) rows.height(), Unstack.axis((long) ROWS)).output()) {
      Operand<TFloat32> own = tf.reshape(row, tf.array(-1, 1, width, LstmState.GATES * units));
      Operand<TFloat32> all =
          state
              .<Operand<TFloat32>>map(
                  before -> tf.math.add(own, stateToState.apply(tf, before.hidden(), pass)))
              .orElse(own);
      LstmState next = LstmState.of(tf, all, state);
      hidden.add(next.hidden()); // [images, 1, W, units]
      state = Optional.of(next);
    }
    rows.keep(cells, state.orElseThrow().cell());
    rows.keep(hiddens, state.orElseThrow().hidden());
    return hidden.size() == 1 ? hidden.get(0) : tf.concat(hidden, tf.constant(ROWS));
  }

  /** Returns the state above the first row. */
  private LstmState zeros(Ops tf, Operand<TFloat32> sums) {
    Operand<TFloat32> zeros =
        tf.zerosLike(tf.slice(sums, tf.array(0, 0, 0, 0), tf.array(-1, 1, width, units)));
    return new LstmState(zeros, zeros);
  }
}
