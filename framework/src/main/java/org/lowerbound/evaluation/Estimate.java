package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalDouble;

/**
 * A metric of one trained model: a mean over examples, with its standard error where it has one.
 *
 * @param value the mean; NaN or infinite if that is what the model gave
 * @param standardError the standard error of {@code value} over the examples, not negative; absent
 *     for a metric that is not a mean over examples, such as a count of active units
 * @param n how many examples the metric was computed from, at least 1
 */
public record Estimate(double value, OptionalDouble standardError, long n) {
  /** Checks the ranges. */
  public Estimate {
    checkArgument(
        standardError.isEmpty() || !(standardError.getAsDouble() < 0),
        "a standard error must not be negative but is %s",
        standardError);
    checkArgument(n >= 1, "an estimate needs at least 1 example but has %s", n);
  }
}
