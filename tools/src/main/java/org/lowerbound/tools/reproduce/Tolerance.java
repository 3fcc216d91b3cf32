package org.lowerbound.tools.reproduce;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What counts as the same number.
 *
 * @param rounding the largest relative difference of a trial's value that another order of sums, or
 *     another processor, explains
 * @param errors how many standard errors of the difference the means may be apart
 */
public record Tolerance(double rounding, double errors) {
  /** A float has seven digits, of which sums over a training lose some. */
  public static final double DEFAULT_ROUNDING = 1e-5;

  /** The difference of two independent runs is larger than this one time in twenty. */
  public static final double DEFAULT_ERRORS = 2;

  /** Checks the numbers. */
  public Tolerance {
    checkArgument(rounding >= 0 && rounding < 1, "rounding must be in [0, 1) but is %s", rounding);
    checkArgument(
        errors >= 0 && Double.isFinite(errors), "errors must be 0 or more but are %s", errors);
  }
}
