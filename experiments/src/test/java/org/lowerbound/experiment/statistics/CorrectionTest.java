package org.lowerbound.experiment.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class CorrectionTest {
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void adjustedValuesAreThoseOfIndependentPrograms(Correction correction) throws IOException {
    var golden = Golden.of(correction.label());
    assertEquals(4, golden.size());
    for (Golden row : golden) {
      assertArrayEquals(row.value(), correction.adjust(row.data()), 1e-14); // Rounding alone.
    }
  }

  @ParameterizedTest
  @EnumSource
  void noValueGetsSmallerAndNoneChangesItsPlace(Correction correction) {
    double[] p = {0.2, 0.01, 0.011, 0.9, 0.04};
    double[] adjusted = correction.adjust(p);
    for (int i = 0; i < p.length; i++) {
      assertTrue(adjusted[i] >= p[i] && adjusted[i] <= 1);
      for (int j = 0; j < p.length; j++) {
        assertTrue(p[i] > p[j] || adjusted[i] <= adjusted[j]);
      }
    }
    assertEquals(correction, Correction.of(correction.label()).orElseThrow());
  }

  @Test
  void noneLeavesAllAsTheyAre() {
    assertArrayEquals(new double[] {0.3, 0.1}, Correction.NONE.adjust(new double[] {0.3, 0.1}));
    assertArrayEquals(new double[0], Correction.HOLM.adjust(new double[0]));
  }
}
