package org.lowerbound.experiment.sweep;

import java.math.BigInteger;
import java.util.Collection;
import org.lowerbound.experiment.config.ConfigException;

/** How many trials there will be, counted before the first one is made. */
final class TrialCount {
  /** The most that can be meant. */
  static final int MOST = 100_000;

  private static final int MOST_DIGITS = 30;

  private TrialCount() {}

  /**
   * Checks that a product of lists is no larger than can be meant.
   *
   * @param sizes the lists' lengths
   * @param where what multiplies them
   * @throws ConfigException with the exact number if it is
   */
  static void check(Collection<Integer> sizes, String where) {
    BigInteger count =
        sizes.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    if (count.compareTo(BigInteger.valueOf(MOST)) > 0) {
      String text = count.toString();
      throw ConfigException.at(
          where,
          "%s trials are too many; at most %d"
              .formatted(
                  text.length() <= MOST_DIGITS
                      ? text
                      : "a number with " + text.length() + " digits of",
                  MOST));
    }
  }
}
