package org.lowerbound.evaluation.bound;

import org.lowerbound.numeric.LargestValues;
import org.lowerbound.numeric.ParetoTail;
import org.lowerbound.numeric.WeightSum;

/** Σ w_kⁿ of the weights of one example, which come one by one, and the largest of them. */
final class PowerSum {
  private final WeightSum sum = new WeightSum();
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
    largest.add(logPower);
  }

  /** Returns Σ w_kⁿ. */
  WeightSum sum() {
    return sum;
  }

  /** Returns the largest of n log w_k: one more than a tail has. */
  double[] largest() {
    return largest.values();
  }
}
