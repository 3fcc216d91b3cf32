package org.lowerbound.experiment.statistics;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.lowerbound.experiment.statistics.Interval.Method;
import org.lowerbound.random.RandomStream;

/**
 * The bootstrap interval of a mean: values are drawn from those that there are, with replacement,
 * and the means of such samples say how a mean varies (Efron and Tibshirani 1993, "An Introduction
 * to the Bootstrap").
 *
 * @param method {@code BCA}: bias-corrected and accelerated (their section 14.3, whose error of
 *     coverage falls with 1/n); {@code PERCENTILE}: the quantiles as they are (section 13.3, with
 *     1/√n)
 * @param level the probability that the interval is to have, such as 0.95
 * @param resamples how many samples are drawn
 * @param seed decides the draws; the same values and seed give the same interval
 */
public record Bootstrap(Method method, double level, int resamples, long seed) {
  /**
   * With fewer values than these the interval is no bootstrap's. It would be too narrow by the
   * factor √((n-1)/n) · z/t(n-1): 0.91 for 20 values, 0.56 for 5.
   */
  public static final int FEWEST_VALUES = 20;

  /** With fewer the ends of an interval are a few of the samples, and chance. */
  public static final int FEWEST_RESAMPLES = 100;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Checks the arguments. */
  public Bootstrap {
    checkArgument(
        method == Method.BCA || method == Method.PERCENTILE,
        "a bootstrap is bca or percentile but is %s",
        method.label());
    checkArgument(level > 0 && level < 1, "the level must be between 0 and 1 but is %s", level);
    checkArgument(
        resamples >= FEWEST_RESAMPLES,
        "the number of resamples must be at least %s but is %s",
        FEWEST_RESAMPLES,
        resamples);
  }

  /**
   * Returns the interval of the mean of some values.
   *
   * @param values at least 2, all finite
   */
  public Interval interval(double[] values) {
    checkArgument(values.length > 1, "a bootstrap needs at least 2 values");
    double mean = mean(values);
    double[] means = means(values);
    Arrays.sort(means);
    double tail = (1 - level) / 2;
    double below = shareBelow(means, mean);
    // All values equal, or a mean outside of its own samples: there is nothing to correct by.
    if (method == Method.PERCENTILE || below == 0 || below == 1 || means[0] == last(means)) {
      return new Interval(quantile(means, tail), quantile(means, 1 - tail), method);
    }
    double bias = NORMAL.inverseCumulativeProbability(below);
    double acceleration = acceleration(values, mean);
    return new Interval(
        quantile(means, corrected(tail, bias, acceleration)),
        quantile(means, corrected(1 - tail, bias, acceleration)),
        method);
  }

  /** Returns the means of samples of as many values, drawn with replacement. */
  private double[] means(double[] values) {
    RandomStream random = new RandomStream(seed, "bootstrap");
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    return means;
  }

  /** Returns the share of the means below one, those that equal it by half. */
  private static double shareBelow(double[] means, double mean) {
    int below = 0;
    int equal = 0;
    for (double other : means) {
      below += other < mean ? 1 : 0;
      equal += other == mean ? 1 : 0;
    }
    return (below + 0.5 * equal) / means.length;
  }

  /**
   * Returns a = Σ d³ / (6 (Σ d²)^(3/2)) with d the deviations from the mean (Efron and Tibshirani,
   * eq. 14.15: the jackknife of a mean has its deviations).
   */
  private static double acceleration(double[] values, double mean) {
    double squares = 0;
    double cubes = 0;
    for (double value : values) {
      double deviation = value - mean;
      squares += deviation * deviation;
      cubes += deviation * deviation * deviation;
    }
    return cubes / (6 * Math.pow(squares, 1.5));
  }

  /** Efron and Tibshirani, eq. 14.10. */
  private static double corrected(double probability, double bias, double acceleration) {
    double z = bias + NORMAL.inverseCumulativeProbability(probability);
    return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
  }

  /** Returns a quantile of sorted values, between two of them in proportion (NumPy's "linear"). */
  private static double quantile(double[] sorted, double probability) {
    double place = probability * (sorted.length - 1);
    int before = (int) Math.floor(place);
    int after = Math.min(before + 1, sorted.length - 1);
    return sorted[before] + (place - before) * (sorted[after] - sorted[before]);
  }

  private static double last(double[] values) {
    return values[values.length - 1];
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }
}
