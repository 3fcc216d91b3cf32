package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/** Quantiles of a sample. */
public final class Quantile {
  private Quantile() {}

  /**
   * Returns a quantile, linear between the order statistics: of n values the one at (n − 1) q,
   * counted from 0 (Hyndman and Fan 1996, definition 7, which NumPy and R take by default).
   *
   * @param values in any order; not changed
   * @param q from 0, the smallest value, to 1, the largest
   */
  public static double of(double[] values, double q) {
    checkArgument(values.length > 0, "a quantile takes at least one value");
    checkArgument(q >= 0 && q <= 1, "a quantile is of a part from 0 to 1, not of %s", q);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = (sorted.length - 1) * q;
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
