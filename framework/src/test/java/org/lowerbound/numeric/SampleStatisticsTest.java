package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/** Quantiles and areas, worked out by hand. */
final class SampleStatisticsTest {
  private static final double ROUNDING = 1e-12; // Sums in double precision.

  @Test
  void quantilesAreLinearBetweenOrderStatistics() {
    double[] values = {5, 1, 2, 10};
    assertEquals(1, Quantile.of(values, 0));
    assertEquals(10, Quantile.of(values, 1));
    assertEquals(3.5, Quantile.of(values, 0.5), ROUNDING);
    assertEquals(5 + 0.97 * 5, Quantile.of(values, 0.99), ROUNDING);
    assertEquals(7, Quantile.of(new double[] {7}, 0.3));
    assertEquals(5, values[0], "not sorted in place");
    assertThrows(IllegalArgumentException.class, () -> Quantile.of(values, 1.1));
    assertThrows(IllegalArgumentException.class, () -> Quantile.of(new double[0], 0.5));
  }

  @Test
  void areasCountPairsAndTiesHalf() {
    double[] scores = {3, 1, 2, 2, 0};
    // Positives 3, 2; negatives 1, 2, 0: five pairs won, one tied, of six.
    assertEquals(5.5 / 6, RocArea.of(scores, new boolean[] {true, false, true, false, false}));
    assertEquals(0.5, RocArea.of(new double[4], new boolean[] {true, false, true, false}));
    assertEquals(1, RocArea.of(new double[] {1, 2}, new boolean[] {false, true}));
    assertEquals(0, RocArea.of(new double[] {1, 2}, new boolean[] {true, false}));
    assertEquals(Double.NaN, RocArea.of(new double[] {1, Double.NaN}, new boolean[] {true, false}));
    assertThrows(
        IllegalArgumentException.class,
        () -> RocArea.of(new double[2], new boolean[] {true, true}));
  }
}
