package org.lowerbound.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FrequencyTableTest {
  @Test
  void frequenciesAddUpAndNoneIsZero() {
    double[] masses = {0, 1e-300, 0.5, 0, 0.25, 0.25, 0};
    FrequencyTable table = FrequencyTable.ofMasses(masses, 12);
    int sum = 0;
    for (int k = 0; k < masses.length; k++) {
      assertTrue(table.frequency(k) >= 1);
      assertEquals(sum, table.start(k));
      sum += table.frequency(k);
      // 1 for each symbol, and the rounding of two ends.
      assertEquals(masses[k] * (4096 - masses.length) + 1, table.frequency(k), 1);
    }
    assertEquals(4096, sum);
    for (int position = 0; position < 4096; position++) {
      int symbol = table.symbolAt(position);
      assertTrue(
          table.start(symbol) <= position
              && position < table.start(symbol) + table.frequency(symbol));
    }
  }

  @Test
  void bitsAreLogarithms() {
    FrequencyTable table = FrequencyTable.uniform(5);
    assertEquals(32, table.symbols());
    assertEquals(5, table.bits(17), 1e-12);
    assertEquals(0, FrequencyTable.ofMasses(new double[] {3}, 10).bits(0), 1e-12);
  }

  @Test
  void whatIsNoDistributionIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> FrequencyTable.ofMasses(new double[] {0, 0}, 8));
    assertThrows(
        IllegalArgumentException.class, () -> FrequencyTable.ofMasses(new double[] {-1, 2}, 8));
    assertThrows(
        IllegalArgumentException.class,
        () -> FrequencyTable.ofMasses(new double[] {1, Double.NaN}, 8));
    // More symbols than frequencies.
    assertThrows(
        IllegalArgumentException.class, () -> FrequencyTable.ofMasses(new double[] {1, 1, 1}, 1));
    assertThrows(IllegalArgumentException.class, () -> FrequencyTable.uniform(25));
  }
}
