package org.lowerbound.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * The mean of independent draws with its standard error.
 *
 * @param mean the mean
 * @param standardError the standard error of the mean
 */
public record MonteCarlo(double mean, double standardError) {
  /**
   * A correct program is further off in one of 16,000 comparisons. The seeds of all tests are
   * fixed: one that passes goes on passing.
   */
  public static final double ALLOWED_STANDARD_ERRORS = 4;

  /** Returns the mean of some draws. */
  public static MonteCarlo of(double... draws) {
    double sum = 0;
    for (double draw : draws) {
      sum += draw;
    }
    double mean = sum / draws.length;
    double squares = 0;
    for (double draw : draws) {
      squares += (draw - mean) * (draw - mean);
    }
    return new MonteCarlo(mean, Math.sqrt(squares / (draws.length - 1.0) / draws.length));
  }

  /** Returns the mean of some draws. */
  public static MonteCarlo of(float... draws) {
    double[] doubles = new double[draws.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = draws[i];
    }
    return of(doubles);
  }

  /** Fails unless the mean agrees with its expectation. */
  public void assertExpectation(double expected, String what) {
    assertTrue(
        Math.abs(mean - expected) < ALLOWED_STANDARD_ERRORS * standardError,
        () -> what + ": " + mean + " ± " + standardError + ", expected " + expected);
  }

  /** Fails unless the expectation is surely above a bound. */
  public void assertAbove(double bound, String what) {
    assertTrue(
        mean - bound > ALLOWED_STANDARD_ERRORS * standardError,
        () -> what + ": " + mean + " ± " + standardError + " is not above " + bound);
  }
}
