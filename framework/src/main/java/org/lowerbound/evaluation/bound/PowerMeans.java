package org.lowerbound.evaluation.bound;

import java.util.Arrays;

/** For each example of a split, the mean of a power of its K importance weights. */
final class PowerMeans {
  private final double[] logMeans;
  private final double[] largestShares;

  PowerMeans(int count) {
    this.logMeans = new double[count];
    this.largestShares = new double[count];
  }

  /**
   * Sets an example's.
   *
   * @param sum of K values of n log w_k
   */
  void set(int example, LogSumExp sum, int draws) {
    logMeans[example] = sum.value() - Math.log(draws);
    largestShares[example] = sum.largestShare();
  }

  /** Returns log (1/K) Σ w_kⁿ of each example. */
  double[] logMeans() {
    return logMeans.clone();
  }

  /** Returns the part of Σ w_kⁿ that the largest has, mean over examples. */
  double meanLargestShare() {
    return Arrays.stream(largestShares).average().orElse(0);
  }
}
