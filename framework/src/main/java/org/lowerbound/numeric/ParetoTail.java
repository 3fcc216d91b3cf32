package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * How heavy the tail of importance weights is: the shape k̂ of the generalised Pareto distribution
 * that fits the largest of them (Vehtari et al. 2024, "Pareto smoothed importance sampling",
 * section 3). The weights have about 1/k finite moments. From {@link #threshold} on so many draws
 * are needed for a mean of them that it is not to be trusted, and its standard error neither.
 */
public final class ParetoTail {
  /** k̂ is drawn towards ½ as if so many of the largest weights had it. */
  private static final double PRIOR_WEIGHTS = 10;

  private static final double PRIOR_SHAPE = 0.5;

  /** No number of draws makes a mean of heavier weights practical. */
  private static final double MOST_SHAPE = 0.7;

  /**
   * Weights whose logarithms differ by no more are one and the same, but for the rounding of 32-bit
   * log-densities of some thousand nats.
   */
  private static final double ROUNDING = 1e-3;

  /** Exceedances of weights that are as good as 0 next to the largest; a fit divides by them. */
  private static final double LEAST = 1e-300;

  private ParetoTail() {}

  /** Returns M, how many of so many weights are the largest: min(S / 5, 3 √S). */
  public static int size(int draws) {
    return (int) Math.ceil(Math.min(draws / 5.0, 3 * Math.sqrt(draws)));
  }

  /** Returns whether so many weights have a tail that can be told. */
  public static boolean isKnownOf(int draws) {
    return size(draws) >= GeneralizedPareto.FEWEST;
  }

  /** Returns the k̂ from which on a mean of so many weights is unreliable: 0.7, less of few. */
  public static double threshold(int draws) {
    return Math.min(1 - 1 / Math.log10(draws), MOST_SHAPE);
  }

  /**
   * Returns k̂.
   *
   * @param largest the M + 1 largest of the logarithms of the weights, in any order
   * @return −∞ of weights that are all the same, whose tail is none; +∞ where fewer than five tower
   *     above all others, so that nothing can be fitted; never NaN
   */
  public static double shape(double[] largest) {
    checkArgument(
        largest.length > GeneralizedPareto.FEWEST,
        "a tail takes at least %s weights",
        GeneralizedPareto.FEWEST + 1);
    double[] sorted = largest.clone();
    Arrays.sort(sorted); // NaN is last.
    double most = sorted[sorted.length - 1];
    if (!Double.isFinite(most)) {
      return Double.POSITIVE_INFINITY;
    }
    if (most - sorted[0] <= ROUNDING) {
      return Double.NEGATIVE_INFINITY;
    }
    double cutoff = Math.exp(sorted[0] - most);
    double[] exceedances =
        Arrays.stream(sorted)
            .map(logWeight -> Math.exp(logWeight - most) - cutoff)
            .filter(exceedance -> exceedance > LEAST)
            .toArray();
    int n = exceedances.length;
    if (n < GeneralizedPareto.FEWEST) {
      return Double.POSITIVE_INFINITY;
    }
    double shape = GeneralizedPareto.fit(exceedances).shape();
    return (n * shape + PRIOR_WEIGHTS * PRIOR_SHAPE) / (n + PRIOR_WEIGHTS);
  }
}
