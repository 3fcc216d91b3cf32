package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

final class DebyePolynomialsTest {
  /** The polynomials as Abramowitz and Stegun (1964), 9.3.9, write them out. */
  @Test
  void theFirstTwoAreThePublishedOnes() {
    double order = 3;
    double[] expected = {
      1,
      3.0 / 24 / order,
      81.0 / 1152 / (order * order),
      -5.0 / 24 / order,
      -462.0 / 1152 / (order * order),
      0,
      385.0 / 1152 / (order * order)
    };
    assertArrayEquals(
        expected, DebyePolynomials.sum(order, 2), 1e-16); // a few roundings of numbers below 0.2
  }
}
