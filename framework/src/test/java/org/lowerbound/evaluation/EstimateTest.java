package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class EstimateTest {
  @Test
  void theStandardErrorIsThatOfTheMean() {
    Estimate estimate = Estimate.meanOf(new double[] {1, 2, 3, 6});
    assertEquals(3, estimate.value());
    assertEquals(4, estimate.n());
    // Squares 4 + 1 + 0 + 9 = 14 over 3, and that over 4.
    assertEquals(Math.sqrt(14.0 / 12), estimate.standardError().orElseThrow(), 1e-15);
  }

  @Test
  void oneExampleHasNoStandardError() {
    Estimate estimate = Estimate.meanOf(new double[] {5});
    assertEquals(5, estimate.value());
    assertEquals(1, estimate.n());
    assertTrue(estimate.standardError().isEmpty());
  }

  @Test
  void aLargeOffsetDoesNotSpoilTheStandardError() {
    Estimate estimate = Estimate.meanOf(new double[] {1e9 + 1, 1e9 + 2, 1e9 + 3});
    assertEquals(Math.sqrt(1.0 / 3), estimate.standardError().orElseThrow(), 1e-6);
  }

  @Test
  void anExactFigureHasNone() {
    Estimate estimate = Estimate.exact(7, 100);
    assertTrue(estimate.standardError().isEmpty());
    assertEquals(100, estimate.n());
  }
}
