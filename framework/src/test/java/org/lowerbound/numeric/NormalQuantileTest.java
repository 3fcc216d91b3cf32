package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GoldenTable;

final class NormalQuantileTest {
  @Test
  void quantilesAreThoseOfAnIndependentProgram() {
    for (GoldenTable.Row row : GoldenTable.read("quantiles")) {
      double expected = row.number("value");
      // The algorithm promises about 1 part in 10^16, and the logarithm is rounded.
      assertEquals(
          expected,
          NormalQuantile.at(row.number("probability")),
          1e-15 * Math.max(1, Math.abs(expected)) * 4,
          row.text("probability"));
    }
  }

  @Test
  void theyAreSymmetric() {
    for (double p : new double[] {0.001, 0.05, 0.0751, 0.3}) {
      assertEquals(-NormalQuantile.at(p), NormalQuantile.at(1 - p), 1e-12);
    }
  }

  @Test
  void thereIsNoneAtTheEnds() {
    for (double p : new double[] {0, 1, Double.NaN}) {
      assertThrows(IllegalArgumentException.class, () -> NormalQuantile.at(p));
    }
  }
}
