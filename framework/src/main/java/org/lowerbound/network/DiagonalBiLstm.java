package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/**
 * A Diagonal BiLSTM (van den Oord et al. 2016, section 3.2): diagonals from the upper left corner,
 * and from the upper right one, all pixels of a diagonal in one step. A state comes from those of
 * the pixel before it in its row and of the pixel above. The states from the right are moved down
 * by a row, so that they see no later pixel, and are added: a pixel sees all pixels before it.
 *
 * <p>Each row is moved by one place more than the one above it, which makes columns of diagonals.
 * What is added at the sides are zeros. No pixel's state comes from those on its far side, and
 * those on the near side stay 0.
 *
 * @param fromLeft what comes from below, for the diagonals from the left
 * @param fromRight the same from the right
 * @param states the kernels over the column before for both, {@code [2, 1, h, 4h]}: of the row
 *     above, and of the own row
 * @param height of the map
 * @param width of the map
 * @param units h
 */
record DiagonalBiLstm(
    InputToState fromLeft,
    InputToState fromRight,
    ImmutableList<Weights> states,
    int height,
    int width,
    int units)
    implements Recurrence {
  private static final int DIRECTIONS = 2;

  /** The axis of the columns. */
  private static final int COLUMNS = 3;

  @Override
  public Operand<TFloat32> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    Operand<TFloat32> sums = // [2, B, H, W, 4h]
        tf.stack(
            List.of(
                fromLeft.apply(tf, x, context, pass),
                mirrored(tf, fromRight.apply(tf, x, context, pass))));
    Operand<TFloat32> stateToState = stateToState(tf, pass);
    List<Operand<TFloat32>> hidden = new ArrayList<>();
    Optional<LstmState> state = Optional.empty();
    for (Operand<TFloat32> own :
        tf.unstack(skewed(tf, sums), (long) diagonals(), Unstack.axis((long) COLUMNS)).output()) {
      Operand<TFloat32> all = // [2, B, H, 4h]
          state
              .<Operand<TFloat32>>map(
                  before -> tf.math.add(own, fromStates(tf, before.hidden(), stateToState)))
              .orElse(own);
      LstmState next = LstmState.of(tf, all, state);
      hidden.add(next.hidden());
      state = Optional.of(next);
    }
    List<Operand<TFloat32>> both =
        List.copyOf(
            tf.unstack(
                    straightened(tf, tf.stack(hidden, Stack.axis((long) COLUMNS))),
                    (long) DIRECTIONS)
                .output());
    return tf.math.add(both.get(0), lowered(tf, mirrored(tf, both.get(1)), 1)); // [B, H, W, h]
  }

  private int diagonals() {
    return width + height - 1;
  }

  /** Returns the kernels as matrices, {@code [2, 2h, 4h]}. */
  private Operand<TFloat32> stateToState(Ops tf, Pass pass) {
    return tf.reshape(
        tf.stack(states.stream().map(weights -> weights.in(tf, pass)).toList()),
        tf.array(DIRECTIONS, 2 * units, LstmState.GATES * units));
  }

  /** Returns what a column gets from the hidden states of the one before, {@code [2, B, H, 4h]}. */
  private Operand<TFloat32> fromStates(
      Ops tf, Operand<TFloat32> hidden, Operand<TFloat32> stateToState) {
    Operand<TFloat32> aboveAndOwn =
        tf.concat(List.of(lowered(tf, hidden, 2), hidden), tf.constant(-1)); // [2, B, H, 2h]
    Operand<TFloat32> rows = tf.reshape(aboveAndOwn, tf.array(DIRECTIONS, -1, 2 * units));
    return tf.reshape(
        tf.train.batchMatMul(rows, stateToState, TFloat32.class),
        tf.array(DIRECTIONS, -1, height, LstmState.GATES * units));
  }

  /** Returns a map of four axes moved down by a row, along an axis, with zeros above. */
  private Operand<TFloat32> lowered(Ops tf, Operand<TFloat32> map, int axis) {
    int[] size = {-1, -1, -1, -1};
    size[axis] = height - 1;
    int[][] padding = new int[4][2];
    padding[axis][0] = 1;
    return tf.pad(
        tf.slice(map, tf.array(0, 0, 0, 0), tf.constant(size)),
        tf.constant(padding),
        tf.constant(0f));
  }

  /** Returns a map {@code [B, H, W, n]} with its rows the other way round. */
  private static Operand<TFloat32> mirrored(Ops tf, Operand<TFloat32> map) {
    return tf.reverse(map, tf.array(2));
  }

  /** Moves row r to the right by r: {@code [2, B, H, W, 4h] -> [2, B, H, W + H − 1, 4h]}. */
  private Operand<TFloat32> skewed(Ops tf, Operand<TFloat32> maps) {
    int features = LstmState.GATES * units;
    int padded = width + height;
    // Rows that are read with a length of one less begin one place earlier each.
    Operand<TFloat32> longer =
        tf.pad(
            maps,
            tf.constant(new int[][] {{0, 0}, {0, 0}, {0, 0}, {0, height}, {0, 0}}),
            tf.constant(0f));
    Operand<TFloat32> flat =
        tf.slice(
            tf.reshape(longer, tf.array(DIRECTIONS, -1, height * padded, features)),
            tf.array(0, 0, 0, 0),
            tf.array(-1, -1, height * diagonals(), -1));
    return tf.reshape(flat, tf.array(DIRECTIONS, -1, height, diagonals(), features));
  }

  /** Undoes {@link #skewed}: {@code [2, B, H, W + H − 1, h] -> [2, B, H, W, h]}. */
  private Operand<TFloat32> straightened(Ops tf, Operand<TFloat32> maps) {
    Operand<TFloat32> flat =
        tf.reshape(maps, tf.array(DIRECTIONS, -1, height * diagonals(), units));
    Operand<TFloat32> longer =
        tf.pad(
            flat, tf.constant(new int[][] {{0, 0}, {0, 0}, {0, height}, {0, 0}}), tf.constant(0f));
    return tf.slice(
        tf.reshape(longer, tf.array(DIRECTIONS, -1, height, width + height, units)),
        tf.array(0, 0, 0, 0, 0),
        tf.array(-1, -1, -1, width, -1));
  }
}
