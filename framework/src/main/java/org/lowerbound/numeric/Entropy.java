package org.lowerbound.numeric;

import java.util.Arrays;

/** Entropies of discrete distributions, in nats. */
public final class Entropy {
  private Entropy() {}

  /**
   * Returns −Σ p log p for p proportional to counts, with 0 log 0 = 0.
   *
   * @param counts not negative, not all 0
   */
  public static double ofCounts(long... counts) {
    // Whole numbers are summed as such: sums of 1/n would not be exact.
    double total = (double) Arrays.stream(counts).sum();
    double entropy = 0;
    for (long count : counts) {
      entropy -= count > 0 ? count / total * Math.log(count / total) : 0;
    }
    return entropy;
  }

  /**
   * Returns −Σ p log p for p proportional to weights, with 0 log 0 = 0.
   *
   * @param weights not negative, not all 0
   */
  public static double ofWeights(double... weights) {
    double total = Arrays.stream(weights).sum();
    double entropy = 0;
    for (double weight : weights) {
      entropy -= weight > 0 ? weight / total * Math.log(weight / total) : 0;
    }
    return entropy;
  }
}
