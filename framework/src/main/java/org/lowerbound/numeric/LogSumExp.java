package org.lowerbound.numeric;

/** log Σ exp(vᵢ) of values that come one by one, in double precision and without overflow. */
public final class LogSumExp {
  private double max = Double.NEGATIVE_INFINITY;
  private double sum; // of exp(v − max)

  /** Adds a value. */
  public void add(double value) {
    if (value == max) {
      sum += 1; // Not by the difference, which is NaN for two infinities.
    } else if (value < max) {
      sum += Math.exp(value - max);
    } else { // A new maximum, or NaN, which then stays.
      sum = sum * Math.exp(max - value) + 1;
      max = value;
    }
  }

  /** Returns log Σ exp(vᵢ) of the values so far. */
  public double value() {
    return max + Math.log(sum);
  }

  /** Returns the part of Σ exp(vᵢ) that the largest of them has. */
  public double largestShare() {
    return 1 / sum;
  }
}
