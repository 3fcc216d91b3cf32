package org.lowerbound.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One number of one trial.
 *
 * @param value the number, in its column's unit
 * @param standardError the standard error over examples, where the number is a mean over examples
 *     or depends on them in another way that matters
 * @param n the number of examples behind the number
 * @param caveats what is to be known of it besides
 */
public record Estimate(double value, OptionalDouble standardError, long n, Caveats caveats) {
  /** Makes a number of which nothing else is to be known. */
  public Estimate(double value, OptionalDouble standardError, long n) {
    this(value, standardError, n, Caveats.NONE);
  }

  /** Returns a number that is not a mean over examples. */
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
        n,
        new Caveats(Optional.empty(), Dominance.of(values, mean, squares), OptionalDouble.empty()));
  }

  /** Returns the same number with what it would be by chance. */
  public Estimate by(Chance chance) {
    return new Estimate(value, standardError, n, caveats.with(chance));
  }

  /** Returns the same number with what it would be if all that it looks for were there. */
  public Estimate ofIdeal(double ideal) {
    return new Estimate(value, standardError, n, caveats.withIdeal(ideal));
  }

  /**
   * Returns the same number with the part that the largest of K importance weights has of their
   * sum.
   */
  public Estimate ofWeights(double largestShare) {
    return new Estimate(value, standardError, n, caveats.withLargestWeight(largestShare));
  }

  /** Returns the same number with what was found, in whole sentences. */
  public Estimate saying(List<String> findings) {
    return new Estimate(value, standardError, n, caveats.withFindings(findings));
  }

  /** Returns the same number with how heavy the tails of the examples' importance weights are. */
  public Estimate ofWeights(WeightTails tails) {
    return new Estimate(value, standardError, n, caveats.with(tails));
  }
}
