package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * That a few examples decide a mean: they have more than half of all squared deviations from it.
 *
 * <p>An example has more than half of them just if the mean without it differs by more than the
 * standard error without it. (With d its deviation and S the sum of squares of n, leaving it out
 * shifts the mean by d / (n − 1) and leaves squares S − d² n / (n − 1), over (n − 1)(n − 2); the
 * shift is the larger one where 2 d² > S.) Neither the mean nor its error can then be taken at its
 * word: another sample of the same size may as well have none of these examples, or two.
 *
 * @param examples how many
 * @param share the part of the squared deviations that is theirs
 */
public record Dominance(int examples, double share) {
  private static final double HALF = 0.5;

  /**
   * The most examples that are a few: if so many are expected, one sample in twenty has none
   * (exp(−3)), and its mean and error show nothing of them.
   */
  private static final int MOST = 3;

  /** Two of two hundred are a few; two of twenty normal numbers may have half of the squares. */
  private static final int ONE_IN = 100;

  /** How often normal numbers, of which no few decide the mean, may look as if they did. */
  private static final double FALSE_ALARMS = 0.01;

  /**
   * Deviations this small next to the values are the rounding of 32-bit sums: means of a constant
   * have no examples that matter.
   */
  private static final double ROUNDING = 1e-5;

  /** Checks the ranges. */
  public Dominance {
    checkArgument(examples > 0, "examples must be positive but is %s", examples);
    checkArgument(share > 0 && share <= 1, "share must be in (0, 1] but is %s", share);
  }

  /**
   * Returns the fewest examples that decide the mean, if few enough do.
   *
   * @param mean the mean of {@code values}
   * @param squares the sum of the squared deviations from it
   */
  static Optional<Dominance> of(double[] values, double mean, double squares) {
    int n = values.length;
    if (n < 3 || !(squares > 0) || !Double.isFinite(squares)) {
      return Optional.empty();
    }
    double[] largest = largest(values, mean, Math.max(1, Math.min(MOST, n / ONE_IN)));
    if (Math.sqrt(largest[0]) <= ROUNDING * largestSize(values)) {
      return Optional.empty();
    }
    double least = leastShare(n);
    double sum = 0;
    for (int k = 0; k < largest.length; k++) {
      sum += largest[k];
      if (sum / squares > least) {
        return Optional.of(new Dominance(k + 1, Math.min(1, sum / squares)));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the share from which on examples decide the mean: half; among fewer than 25 more, as
   * one of so few has half by accident. The share of one of n normal numbers, times n / (n − 1), is
   * Beta(½, n/2 − 1), which exceeds u less often than Beta(1, n/2 − 1) does: (1 − u)^(n/2 − 1).
   */
  private static double leastShare(int n) {
    double u = 1 - Math.pow(FALSE_ALARMS / n, 2.0 / (n - 2));
    return Math.max(HALF, u * (n - 1) / n);
  }

  /** Returns the largest squared deviations, in falling order. */
  private static double[] largest(double[] values, double mean, int count) {
    double[] largest = new double[count];
    for (double value : values) {
      double square = (value - mean) * (value - mean);
      for (int k = 0; k < count && square > 0; k++) {
        if (square > largest[k]) {
          double smaller = largest[k];
          largest[k] = square;
          square = smaller;
        }
      }
    }
    return largest;
  }

  private static double largestSize(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
