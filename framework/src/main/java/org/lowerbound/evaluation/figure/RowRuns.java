package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.RowRunner;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Runs a node with one value for each row, some rows at a time, so that the memory of a run does
 * not depend on how many there are.
 */
final class RowRuns {
  private static final int ROWS = 100;

  private final RowRunner runner;
  private long draw;

  /**
   * Prepares runs, each of which has noise of its own.
   *
   * @param runner runs them
   */
  RowRuns(RowRunner runner) {
    this.runner = runner;
  }

  /** Returns a node's values for some rows, {@code [rows, columns]}. */
  float[] of(int[] rows, Operand<TFloat32> node, int columns) {
    Collector all = new Collector(rows.length * columns);
    forEach(rows, node, all);
    return all.values;
  }

  /** Gives a node's values for some rows, a portion of rows at a time. */
  void forEach(int[] rows, Operand<TFloat32> node, Consumer<float[]> visitor) {
    forEach(rows, node, (start, end) -> ImmutableList.of(), visitor);
  }

  /**
   * Returns a node's values where another is given, {@code [rows, columns]}.
   *
   * @param rows the examples whose labels are taken, one for each row of the given values
   * @param given the node that is fed
   * @param values {@code [rows, any]}
   */
  float[] of(
      int[] rows, Operand<TFloat32> node, int columns, Operand<TFloat32> given, float[] values) {
    int width = values.length / rows.length;
    Collector all = new Collector(rows.length * columns);
    forEach(
        rows,
        node,
        (start, end) ->
            ImmutableList.of(
                new Fed(
                    given,
                    Shape.of(end - start, width),
                    Arrays.copyOfRange(values, start * width, end * width))),
        all);
    return all.values;
  }

  /** Says what some of the rows are fed. */
  private interface Feeds {
    ImmutableList<Fed> of(int start, int end);
  }

  /** Puts portions one after the other. */
  private static final class Collector implements Consumer<float[]> {
    private final float[] values;
    private int end;

    Collector(int size) {
      this.values = new float[size];
    }

    @Override
    public void accept(float[] some) {
      System.arraycopy(some, 0, values, end, some.length);
      end += some.length;
    }
  }

  private void forEach(int[] rows, Operand<TFloat32> node, Feeds feeds, Consumer<float[]> visitor) {
    for (int start = 0; start < rows.length; start += ROWS) {
      int end = Math.min(rows.length, start + ROWS);
      int[] some = Arrays.copyOfRange(rows, start, end);
      visitor.accept(
          runner
              .run(
                  some,
                  draw++,
                  feeds.of(start, end),
                  ImmutableList.of(node),
                  new RowRunner.Portion(start, end - start, rows.length))
              .get(0));
    }
  }

  /** Returns rows for what is of no example: the examples in turn. */
  int[] turns(int count) {
    return IntStream.range(0, count).map(i -> i % runner.count()).toArray();
  }
}
