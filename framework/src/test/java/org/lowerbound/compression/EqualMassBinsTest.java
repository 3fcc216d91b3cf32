package org.lowerbound.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class EqualMassBinsTest {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  @Test
  void theDistributionFunctionIsThatOfALibrary() {
    for (double z = -12; z <= 8; z += 0.037) {
      double exact = STANDARD.cumulativeProbability(z);
      assertEquals(exact, StandardNormal.below(z), 1e-15 + 1e-13 * exact, "z = " + z);
    }
  }

  @Test
  void eachBinStandsForItsMedian() {
    EqualMassBins bins = new EqualMassBins(6);
    for (int k = 0; k < 64; k++) {
      assertEquals(STANDARD.inverseCumulativeProbability((k + 0.5) / 64), bins.median(k), 1e-6);
    }
    assertEquals(64, bins.prior().symbols());
  }

  /** The masses are those of the interval, up to what each bin has at least, 2⁻⁸ in all. */
  @Test
  void aNormalHasItsMassInEachBin() {
    EqualMassBins bins = new EqualMassBins(6);
    for (double[] normal : new double[][] {{0, 1}, {0.7, 0.2}, {-3, 0.01}, {40, 1}}) {
      FrequencyTable table = bins.normal(normal[0], normal[1]);
      NormalDistribution exact = NormalDistribution.of(normal[0], normal[1]);
      double all = 1 << table.precision();
      for (int k = 0; k < 64; k++) {
        double below =
            k == 0
                ? 0
                : exact.cumulativeProbability(STANDARD.inverseCumulativeProbability(k / 64.0));
        double above =
            k == 63
                ? 1
                : exact.cumulativeProbability(
                    STANDARD.inverseCumulativeProbability((k + 1) / 64.0));
        assertEquals(
            1 + (above - below) * (all - 64), table.frequency(k), 1 + 1e-9 * all, "bin " + k);
      }
    }
  }

  @Test
  void whatIsNoNormalIsRefused() {
    EqualMassBins bins = new EqualMassBins(4);
    assertThrows(IllegalArgumentException.class, () -> bins.normal(0, 0));
    assertThrows(IllegalArgumentException.class, () -> bins.normal(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new EqualMassBins(15));
  }
}
