package org.lowerbound.evaluation.bound;

import org.lowerbound.numeric.LargestValues;
import org.lowerbound.numeric.LogSumExp;
import org.lowerbound.numeric.ParetoTail;

/** Σ w_kⁿ of the weights of one example, which come one by one, and the largest of them. */
final class PowerSum {
  private final LogSumExp sum = new LogSumExp();
  private final LogSumExp squares = new LogSumExp();
  private final LargestValues largest;

  /**
   * Starts at 0.
   *
   * @param draws K, how many weights will come
   */
  PowerSum(int draws) {
    this.largest = new LargestValues(ParetoTail.size(draws) + 1);
  }

  /** Adds n log w_k. */
  void add(double logPower) {
    sum.add(logPower);
    squares.add(2 * logPower);
    largest.add(logPower);
  }

  /** Returns log Σ w_kⁿ. */
  double logSum() {
    return sum.value();
  }

  /** Returns the part of Σ w_kⁿ that the largest has. */
  double largestShare() {
    return sum.largestShare();
  }

  /** Returns (Σ w_kⁿ)² / Σ w_k²ⁿ. */
  double effectiveDraws() {
    return Math.exp(2 * sum.value() - squares.value());
  }

  /** Returns the largest of n log w_k: one more than a tail has. */
  double[] largest() {
    return largest.values();
  }
}
