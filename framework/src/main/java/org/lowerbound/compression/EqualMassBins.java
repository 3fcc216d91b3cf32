package org.lowerbound.compression;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The real line in 2^bits intervals of equal mass under N(0, 1) (Townsend, Bird and Barber 2019,
 * section 2.5.1). A latent is coded as the interval it is in, and stands for the interval's median.
 *
 * <p>All is computed with {@link StrictMath}, the same on every machine.
 */
public final class EqualMassBins {
  /** The most bits: a table of a posterior has an entry for each bin. */
  public static final int MOST_BITS = 14;

  /**
   * By how many bits the table of a posterior is finer than the bins. Each bin has a frequency of 1
   * at least, so that 2⁻⁸ of the mass, 0.006 bits of each latent, is spent on those without any.
   */
  private static final int FINER = 8;

  /** Beyond, the distribution function is 0 or 1 for any table. */
  private static final double FARTHEST = 9;

  private final int bits;
  private final double[] edges; // Those between two bins.
  private final float[] medians;

  /**
   * Makes the bins.
   *
   * @param bits from 1 to {@value #MOST_BITS}
   */
  public EqualMassBins(int bits) {
    checkArgument(
        bits >= 1 && bits <= MOST_BITS, "bits must be from 1 to %s but is %s", MOST_BITS, bits);
    this.bits = bits;
    int count = 1 << bits;
    this.edges = new double[count - 1];
    this.medians = new float[count];
    for (int k = 0; k < count; k++) {
      medians[k] = (float) quantile((k + 0.5) / count);
      if (k > 0) {
        edges[k - 1] = quantile((double) k / count);
      }
    }
  }

  /** Returns the table of N(0, 1): all bins have the same mass. */
  public FrequencyTable prior() {
    return FrequencyTable.uniform(bits);
  }

  /**
   * Returns the table of N(mean, scale²).
   *
   * @throws IllegalArgumentException if they are no numbers, or the scale is not positive
   */
  public FrequencyTable normal(double mean, double scale) {
    checkArgument(
        Double.isFinite(mean) && scale > 0 && Double.isFinite(scale),
        "a normal distribution has no mean %s and standard deviation %s",
        mean,
        scale);
    double[] before = new double[medians.length + 1];
    before[medians.length] = 1;
    for (int k = 1; k < medians.length; k++) {
      double standardized = (edges[k - 1] - mean) / scale;
      before[k] =
          standardized < -FARTHEST
              ? 0
              : standardized > FARTHEST ? 1 : StandardNormal.below(standardized);
    }
    return FrequencyTable.ofCumulative(before, bits + FINER);
  }

  /** Returns the number that a bin stands for. */
  public float median(int bin) {
    return medians[bin];
  }

  /** Finds the quantile by halving an interval: slow and strict. */
  private static double quantile(double probability) {
    double low = -FARTHEST;
    double high = FARTHEST;
    while (true) {
      double middle = 0.5 * (low + high);
      if (middle == low || middle == high) {
        return middle;
      }
      if (StandardNormal.below(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }
}
