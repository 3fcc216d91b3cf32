package org.lowerbound.evaluation.disentanglement;

import java.util.Arrays;

/** How a latent unit is cut into bins. */
public enum Binning {
  /**
   * Bins of the same width between the smallest and the largest value (Locatello et al. 2019). One
   * value far out leaves few bins for all others.
   */
  EQUAL_WIDTH,
  /**
   * Bins that hold as many examples each, as far as equal values, which stay together, allow.
   * Nothing depends on how far out a value is.
   */
  EQUAL_MASS;

  /**
   * Returns the bin of each value, from 0.
   *
   * @param values finite
   */
  int[] bins(double[] values, int bins) {
    return this == EQUAL_WIDTH ? ofEqualWidth(values, bins) : ofEqualMass(values, bins);
  }

  private static int[] ofEqualWidth(double[] values, int bins) {
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(0);
    int[] result = new int[values.length];
    if (high > low) {
      for (int i = 0; i < result.length; i++) {
        // The largest value belongs to the last bin.
        result[i] = Math.min(bins - 1, (int) (bins * (values[i] - low) / (high - low)));
      }
    }
    return result;
  }

  /** A value's bin follows from how many values are smaller. */
  private static int[] ofEqualMass(double[] values, int bins) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int[] result = new int[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (int) ((long) bins * firstOf(sorted, values[i]) / values.length);
    }
    return result;
  }

  private static int firstOf(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
