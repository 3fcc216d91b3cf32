package org.lowerbound.compression;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;

import java.util.Arrays;

/**
 * A distribution over the symbols 0, …, n − 1 as a coder has it: whole frequencies of at least 1
 * that add up to 2^precision. Every symbol can be coded, however improbable it is.
 *
 * <p>With F(k) the probability of the symbols before k, those before it have k + ⌊(2^precision − n)
 * F(k)⌋ of the frequencies. Probabilities become tables by the same arithmetic on every machine:
 * additions, products and comparisons in double precision.
 */
public final class FrequencyTable {
  /** The finest table. The state of a {@link RansStack} has 31 bits more than nothing. */
  public static final int MOST_PRECISION = 24;

  private final int precision;
  private final int[] starts; // n + 1, the last is 2^precision

  private FrequencyTable(int precision, int[] starts) {
    this.precision = precision;
    this.starts = starts;
  }

  /**
   * Returns the table of some masses.
   *
   * @param masses not negative, one at least positive; they need not add up to 1
   * @param precision the binary logarithm of the sum of the frequencies
   * @throws IllegalArgumentException if the masses are none, or the symbols too many
   */
  public static FrequencyTable ofMasses(double[] masses, int precision) {
    double[] before = new double[masses.length + 1];
    for (int k = 0; k < masses.length; k++) {
      checkArgument(
          masses[k] >= 0 && masses[k] < Double.POSITIVE_INFINITY,
          "a mass must be finite and not negative but is %s",
          masses[k]);
      before[k + 1] = before[k] + masses[k];
    }
    double sum = before[masses.length];
    checkArgument(sum > 0, "one of %s masses must be positive", masses.length);
    for (int k = 0; k <= masses.length; k++) {
      before[k] /= sum;
    }
    return ofCumulative(before, precision);
  }

  /**
   * Returns the table of a distribution function.
   *
   * @param before F(k) for k = 0, …, n, from 0 to 1. One that falls, as rounding may have it, is
   *     taken for the largest before it
   * @param precision the binary logarithm of the sum of the frequencies
   */
  public static FrequencyTable ofCumulative(double[] before, int precision) {
    int n = before.length - 1;
    checkSymbols(n, precision);
    double scale = (1 << precision) - n;
    int[] starts = new int[n + 1];
    double largest = 0;
    for (int k = 1; k < n; k++) {
      checkArgument(
          before[k] >= 0 && before[k] <= 1, "a probability must be in [0, 1] but is %s", before[k]);
      largest = Math.max(largest, before[k]);
      starts[k] = k + (int) (scale * largest);
    }
    starts[n] = 1 << precision;
    return new FrequencyTable(precision, starts);
  }

  /** Returns the table of 2^precision symbols of one frequency: its coding loses nothing. */
  public static FrequencyTable uniform(int precision) {
    checkSymbols(1, precision);
    int[] starts = new int[(1 << precision) + 1];
    Arrays.setAll(starts, k -> k);
    return new FrequencyTable(precision, starts);
  }

  private static void checkSymbols(int n, int precision) {
    checkArgument(
        precision >= 1 && precision <= MOST_PRECISION,
        "precision must be from 1 to %s but is %s",
        MOST_PRECISION,
        precision);
    checkArgument(
        n >= 1 && n <= 1 << precision,
        "a table of precision %s has from 1 to %s symbols, but not %s",
        precision,
        1 << precision,
        n);
  }

  /** Returns the binary logarithm of the sum of all frequencies. */
  public int precision() {
    return precision;
  }

  /** Returns n. */
  public int symbols() {
    return starts.length - 1;
  }

  /** Returns the sum of the frequencies of the symbols before one. */
  int start(int symbol) {
    return starts[checkElementIndex(symbol, symbols())];
  }

  /** Returns the frequency of a symbol, at least 1. */
  public int frequency(int symbol) {
    return starts[checkElementIndex(symbol, symbols()) + 1] - starts[symbol];
  }

  /** Returns the length of a symbol's code, log₂(2^precision / frequency), in bits. */
  public double bits(int symbol) {
    return precision - Math.log(frequency(symbol)) / Math.log(2);
  }

  /** Returns the symbol that a number below 2^precision belongs to. */
  int symbolAt(int position) {
    int found = Arrays.binarySearch(starts, position);
    return found >= 0 ? found : -found - 2;
  }
}
