package org.lowerbound.experiment.statistics;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.math.Stats;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.lowerbound.experiment.statistics.Interval.Method;

/**
 * The difference of two means.
 *
 * @param value the second mean minus the first
 * @param standardError its standard error, if that is known
 * @param interval its confidence interval, if the error is known
 */
public record MeanDifference(
    double value, OptionalDouble standardError, Optional<Interval> interval) {

  /**
   * One of two means that are not paired.
   *
   * @param value the mean
   * @param standardError its standard error, if that is known
   * @param n how many values it is of, if that is known
   */
  public record Mean(double value, OptionalDouble standardError, OptionalLong n) {
    /** Returns the mean of some values. */
    public static Mean of(double[] values) {
      Stats stats = Stats.of(values);
      return new Mean(
          stats.mean(),
          values.length < 2
              ? OptionalDouble.empty()
              : OptionalDouble.of(stats.sampleStandardDeviation() / Math.sqrt(values.length)),
          OptionalLong.of(values.length));
    }
  }

  /**
   * Returns the mean of paired differences, with the standard error of that mean.
   *
   * <p>The interval is the bootstrap's; with fewer than {@link Bootstrap#FEWEST_VALUES} pairs it is
   * Student's, of the same level.
   *
   * @param differences one for each pair, at least 1, all finite
   */
  public static MeanDifference ofPairs(double[] differences, Bootstrap bootstrap) {
    checkArgument(differences.length > 0, "there must be a pair");
    // Stats updates its mean by differences, so that equal values have exactly no error.
    Mean mean = Mean.of(differences);
    if (differences.length == 1) {
      return new MeanDifference(mean.value(), OptionalDouble.empty(), Optional.empty());
    }
    double error = mean.standardError().orElseThrow();
    Interval interval =
        differences.length < Bootstrap.FEWEST_VALUES
            ? around(
                mean.value(),
                error * student(differences.length - 1.0, bootstrap.level()),
                Method.STUDENT)
            : bootstrap.interval(differences);
    return new MeanDifference(mean.value(), mean.standardError(), Optional.of(interval));
  }

  /**
   * Returns the difference of means of values that have nothing to do with each other: their errors
   * add in squares, and the interval has Welch's degrees of freedom (Welch 1947).
   *
   * @param level the probability that the interval is to have
   */
  public static MeanDifference ofMeans(Mean first, Mean second, double level) {
    double value = second.value() - first.value();
    if (first.standardError().isEmpty() || second.standardError().isEmpty()) {
      return new MeanDifference(value, OptionalDouble.empty(), Optional.empty());
    }
    double a = square(first.standardError().getAsDouble());
    double b = square(second.standardError().getAsDouble());
    double error = Math.sqrt(a + b);
    boolean counted = first.n().orElse(0) > 1 && second.n().orElse(0) > 1 && error > 0;
    Interval interval =
        counted
            ? around(
                value,
                error
                    * student(
                        square(a + b)
                            / (square(a) / (first.n().getAsLong() - 1)
                                + square(b) / (second.n().getAsLong() - 1)),
                        level),
                Method.WELCH)
            : around(
                value,
                error * NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + level) / 2),
                Method.NORMAL);
    return new MeanDifference(value, OptionalDouble.of(error), Optional.of(interval));
  }

  private static Interval around(double value, double reach, Method method) {
    return new Interval(value - reach, value + reach, method);
  }

  private static double student(double degreesOfFreedom, double level) {
    return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability((1 + level) / 2);
  }

  private static double square(double value) {
    return value * value;
  }
}
