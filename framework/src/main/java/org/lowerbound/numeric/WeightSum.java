package org.lowerbound.numeric;

/** Σ w of weights whose logarithms come one by one, and how many of them make it. */
public final class WeightSum {
  private final LogSumExp sum = new LogSumExp();
  private final LogSumExp squares = new LogSumExp();

  /** Returns the sum of weights. */
  public static WeightSum of(double[] logWeights) {
    WeightSum sum = new WeightSum();
    for (double logWeight : logWeights) {
      sum.add(logWeight);
    }
    return sum;
  }

  /** Adds log w. */
  public void add(double logWeight) {
    sum.add(logWeight);
    squares.add(2 * logWeight);
  }

  /** Returns log Σ w. */
  public double log() {
    return sum.value();
  }

  /** Returns the part of Σ w that the largest has. */
  public double largestShare() {
    return sum.largestShare();
  }

  /** Returns the effective size of the sample, (Σ w)² / Σ w² (Kong 1992). */
  public double effectiveSize() {
    return Math.exp(2 * sum.value() - squares.value());
  }
}
