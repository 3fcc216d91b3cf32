package org.lowerbound.evaluation;

import java.util.OptionalDouble;

/**
 * One figure of one trial.
 *
 * @param value the figure, in its column's unit
 * @param standardError the standard error over examples, where the figure is a mean over examples
 * @param n the number of examples behind the figure
 */
public record Estimate(double value, OptionalDouble standardError, long n) {
  /** Returns a figure that is not a mean over examples. */
  public static Estimate exact(double value, long n) {
    return new Estimate(value, OptionalDouble.empty(), n);
  }

  /** Returns the mean of one value for each example, with its standard error. */
  public static Estimate meanOf(double[] values) {
    int n = values.length;
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / n;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return new Estimate(
        mean,
        n > 1 ? OptionalDouble.of(Math.sqrt(squares / (n - 1) / n)) : OptionalDouble.empty(),
        n);
  }
}
