package org.lowerbound.experiment.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PairedTestTest {
  /** Two implementations of the same special functions in double. */
  private static final double TOLERANCE = 1e-10;

  @ParameterizedTest
  @EnumSource
  void pValuesAreSciPys(PairedTest test) throws IOException {
    var golden = Golden.of(test.label());
    assertTrue(golden.size() >= 6);
    for (Golden row : golden) {
      assertEquals(
          row.value()[0],
          test.pValue(row.data()).orElseThrow(),
          TOLERANCE,
          () -> test + " of " + Arrays.toString(row.data()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePIsOfTheDifferencesAlone(PairedTest test) {
    double[] differences = {0.5, -0.25, 1.5, 2, 0.75, -0.125};
    double[] turned = Arrays.stream(differences).map(d -> -d).toArray();
    double[] scaled = Arrays.stream(differences).map(d -> 1024 * d).toArray();
    double p = test.pValue(differences).orElseThrow();
    assertEquals(p, test.pValue(turned).orElseThrow(), TOLERANCE);
    assertEquals(p, test.pValue(scaled).orElseThrow(), TOLERANCE);
  }

  /** Under 2^n equally likely signs the furthest two have 2 / 2^n. */
  @Test
  void fewPairsHaveALeastP() {
    assertEquals(0.25, PairedTest.WILCOXON.leastP(3));
    assertEquals(0.25, PairedTest.WILCOXON.pValue(new double[] {1, 2, 4}).orElseThrow());
    assertEquals(1, PairedTest.WILCOXON.leastP(0));
    assertEquals(0, PairedTest.PAIRED_T.leastP(3));
    // The normal distribution alone, which ties lead to, would say 0.06 of four pairs.
    assertEquals(0.125, PairedTest.WILCOXON.pValue(new double[] {2, 2, 2, 2}).orElseThrow());
    assertEquals(0.25, PairedTest.WILCOXON.pValue(new double[] {2, 2, 2, 0}).orElseThrow());
  }

  @Test
  void whereThereIsNothingToGoByThereIsNoP() {
    for (PairedTest test : PairedTest.values()) {
      assertEquals(OptionalDouble.empty(), test.pValue(new double[0]));
      assertEquals(OptionalDouble.empty(), test.pValue(new double[] {3}));
      assertEquals(OptionalDouble.empty(), test.pValue(new double[] {0, 0, 0}));
    }
    assertEquals(OptionalDouble.empty(), PairedTest.PAIRED_T.pValue(new double[] {0.1, 0.1, 0.1}));
    // Equal but for rounding.
    double next = Math.nextUp(0.1);
    assertEquals(OptionalDouble.empty(), PairedTest.PAIRED_T.pValue(new double[] {0.1, next}));
  }

  @Test
  void namesAreFound() {
    for (PairedTest test : PairedTest.values()) {
      assertEquals(test, PairedTest.of(test.label()).orElseThrow());
    }
    assertTrue(PairedTest.of("t").isEmpty());
  }
}
