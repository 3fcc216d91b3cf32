package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;

/** The order in which measurements go through a split. */
public final class Batches {
  /**
   * The number of (draw, example) pairs of one run. About a thousand rows of a decoder's
   * activations stay in a core's cache, while the cost of a run is spread thin.
   */
  private static final int PAIRS_PER_RUN = 1000;

  private Batches() {}

  /**
   * Checks that the largest tensor of a run, {@code [draws, rows, D]}, has fewer elements than
   * TensorFlow can count.
   *
   * @param setting the name of the number of draws in messages
   */
  public static void checkFits(Dataset dataset, int draws, String setting) {
    long elements = (long) draws * rowsPerRun(draws) * dataset.dimension();
    checkArgument(
        elements <= Integer.MAX_VALUE,
        "%s is %s: with %s values an observation that is too much for one run; at most %s works",
        setting,
        draws,
        dataset.dimension(),
        Integer.MAX_VALUE / Math.max(1, dataset.dimension()));
  }

  private static int rowsPerRun(int draws) {
    return Math.max(1, PAIRS_PER_RUN / draws);
  }

  /** One batch of examples. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Handles one batch.
     *
     * @param index the number of the batch, from 0
     * @param rows the examples
     */
    void visit(int index, int[] rows);
  }

  /**
   * Returns the numbers of some of the examples of a split, evenly spread over it, as its examples
   * may be in an order that means something.
   *
   * @param count how many there are
   * @param wanted how many to return; all if there are no more
   */
  public static int[] spread(int count, int wanted) {
    int examples = Math.min(count, wanted);
    return IntStream.range(0, examples)
        .map(i -> Math.toIntExact((long) i * count / examples))
        .toArray();
  }

  /** Visits all examples in order, in batches fit for {@code draws} draws at a time. */
  public static void forEach(RowRunner runner, int draws, Visitor visitor) {
    int size = rowsPerRun(draws);
    int index = 0;
    for (int start = 0; start < runner.count(); start += size) {
      int end = Math.min(runner.count(), start + size);
      visitor.visit(index++, IntStream.range(start, end).toArray());
      runner.progress(end);
    }
  }
}
