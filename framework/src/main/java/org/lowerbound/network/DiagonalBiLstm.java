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
 * @param hiddens the hidden states of the row above for both; from the right, the last pixel first
 * @param width of the map
 * @param units h
 */
record DiagonalBiLstm(
    CausalLayer fromLeft,
    CausalLayer fromRight,
    ImmutableList<Weights> states,
    ImmutableList<RowMemory.Strip> hiddens,
    int width,
    int units)
    implements CausalLayer {
  private static final int DIRECTIONS = 2;

  /** The axis of the columns. */
  private static final int COLUMNS = 3;

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Rows rows, Pass pass) {
    Operand<TFloat32> sums = // [2, B, H, W, 4h], H the number of rows
        tf.stack(
            List.of(
                fromLeft.apply(tf, x, rows, pass),
                mirrored(tf, fromRight.apply(tf, x, rows, pass))));
    ImmutableList<Operand<TFloat32>> above =
        hiddens.stream()
            .flatMap(strip -> rows.above(tf, strip).stream())
            .collect(ImmutableList.toImmutableList());
    ImmutableList<Operand<TFloat32>> both = hidden(tf, sums, above, rows.height(), pass);
    for (int direction = 0; direction < DIRECTIONS; direction++) {
      rows.keep(hiddens.get(direction), both.get(direction));
    }
    Operand<TFloat32> right = mirrored(tf, both.get(1));
    Optional<Operand<TFloat32>> rightAbove =
        above.stream().skip(1).findFirst().map(map -> mirrored(tf, map));
    return tf.math.add(
        both.get(0), lowered(tf, right, rightAbove, rows.height(), 1)); // [B, H, W, h]
  }

  /**
   * Returns the hidden states of both directions, {@code [B, H, W, h]} each.
   *
   * @param above those of the row above, {@code [B, 1, W, h]} each, if there are any; then H is 1
   */
  private ImmutableList<Operand<TFloat32>> hidden(
      Ops tf,
      Operand<TFloat32> sums,
      ImmutableList<Operand<TFloat32>> above,
      int height,
      Pass pass) {
    int diagonals = diagonals(height);
    List<Operand<TFloat32>> aboves =
        above.isEmpty() ? List.of() : columns(tf, tf.stack(above), width);
    List<Operand<TFloat32>> own = columns(tf, skewed(tf, sums, height), diagonals);
    Operand<TFloat32> stateToState = stateToState(tf, pass);
    List<Operand<TFloat32>> hidden = new ArrayList<>();
    Optional<LstmState> state = Optional.empty();
    for (int i = 0; i < diagonals; i++) {
      Operand<TFloat32> all = own.get(i); // [2, B, H, 4h]
      Optional<Operand<TFloat32>> aboveFirst = aboves.stream().skip(i).findFirst(); // [2, B, 1, h]
      Optional<Operand<TFloat32>> before =
          state.map(LstmState::hidden).or(() -> aboveFirst.map(tf::zerosLike));
      if (before.isPresent()) {
        all =
            tf.math.add(
                all, fromStates(tf, before.orElseThrow(), aboveFirst, height, stateToState));
      }
      LstmState next = LstmState.of(tf, all, state);
      hidden.add(next.hidden());
      state = Optional.of(next);
    }
    Operand<TFloat32> straight =
        straightened(tf, tf.stack(hidden, Stack.axis((long) COLUMNS)), height);
    return ImmutableList.copyOf(tf.unstack(straight, (long) DIRECTIONS).output());
  }

  private static List<Operand<TFloat32>> columns(Ops tf, Operand<TFloat32> maps, int count) {
    return List.copyOf(tf.unstack(maps, (long) count, Unstack.axis((long) COLUMNS)).output());
  }

  private int diagonals(int height) {
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
      Ops tf,
      Operand<TFloat32> hidden,
      Optional<Operand<TFloat32>> aboveFirst,
      int height,
      Operand<TFloat32> stateToState) {
    Operand<TFloat32> aboveAndOwn = // [2, B, H, 2h]
        tf.concat(List.of(lowered(tf, hidden, aboveFirst, height, 2), hidden), tf.constant(-1));
    Operand<TFloat32> rows = tf.reshape(aboveAndOwn, tf.array(DIRECTIONS, -1, 2 * units));
    return tf.reshape(
        tf.train.batchMatMul(rows, stateToState, TFloat32.class),
        tf.array(DIRECTIONS, -1, height, LstmState.GATES * units));
  }

  /**
   * Returns a map of four axes moved down by a row, along an axis, with the row above on top, or
   * zeros.
   */
  private static Operand<TFloat32> lowered(
      Ops tf, Operand<TFloat32> map, Optional<Operand<TFloat32>> above, int height, int axis) {
    int[] size = {-1, -1, -1, -1};
    size[axis] = height - 1;
    Operand<TFloat32> upper = tf.slice(map, tf.array(0, 0, 0, 0), tf.constant(size));
    int[][] padding = new int[4][2];
    padding[axis][0] = 1;
    return above
        .<Operand<TFloat32>>map(row -> tf.concat(List.of(row, upper), tf.constant(axis)))
        .orElseGet(() -> tf.pad(upper, tf.constant(padding), tf.constant(0f)));
  }

  /** Returns a map {@code [B, H, W, n]} with its rows the other way round. */
  private static Operand<TFloat32> mirrored(Ops tf, Operand<TFloat32> map) {
    return tf.reverse(map, tf.array(2));
  }

  /** Moves row r to the right by r: {@code [2, B, H, W, 4h] -> [2, B, H, W + H − 1, 4h]}. */
  private Operand<TFloat32> skewed(Ops tf, Operand<TFloat32> maps, int height) {
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
            tf.array(-1, -1, height * diagonals(height), -1));
    return tf.reshape(flat, tf.array(DIRECTIONS, -1, height, diagonals(height), features));
  }

  /** Undoes {@link #skewed}: {@code [2, B, H, W + H − 1, h] -> [2, B, H, W, h]}. */
  private Operand<TFloat32> straightened(Ops tf, Operand<TFloat32> maps, int height) {
    Operand<TFloat32> flat =
        tf.reshape(maps, tf.array(DIRECTIONS, -1, height * diagonals(height), units));
    Operand<TFloat32> longer =
        tf.pad(
            flat, tf.constant(new int[][] {{0, 0}, {0, 0}, {0, height}, {0, 0}}), tf.constant(0f));
    return tf.slice(
        tf.reshape(longer, tf.array(DIRECTIONS, -1, height, width + height, units)),
        tf.array(0, 0, 0, 0, 0),
        tf.array(-1, -1, -1, width, -1));
  }
}
