package org.lowerbound.evaluation.boosting;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Examples with each feature's order, found once: all trees look for splits along it, so that a
 * level of a tree takes one walk through the examples for each feature, and no sorting.
 */
public final class SortedFeatures {
  private final double[][] values; // [features][count]
  private final int[][] order; // [features][count]: examples from the least value to the greatest

  /**
   * Sorts.
   *
   * @param examples {@code [count][features]}, finite; at least one of each
   */
  public SortedFeatures(double[][] examples) {
    checkArgument(
        examples.length > 0 && examples[0].length > 0, "there must be examples with features");
    this.values = new double[examples[0].length][];
    this.order = new int[values.length][];
    for (int f = 0; f < values.length; f++) {
      int feature = f;
      double[] column =
          IntStream.range(0, examples.length).mapToDouble(i -> examples[i][feature]).toArray();
      values[f] = column;
      order[f] =
          IntStream.range(0, column.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> column[i]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
  }

  /** Returns the number of features. */
  public int features() {
    return values.length;
  }

  /** Returns the number of examples. */
  public int count() {
    return values[0].length;
  }

  double[] values(int feature) {
    return values[feature];
  }

  /** Returns all orders, to change them. */
  int[][] orders() {
    return Arrays.stream(order).map(int[]::clone).toArray(int[][]::new);
  }
}
