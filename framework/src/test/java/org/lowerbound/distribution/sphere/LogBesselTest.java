package org.lowerbound.distribution.sphere;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GoldenTable;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class LogBesselTest {
  /** One rounding to 32 bits, 6·10⁻⁸, and what double precision has lost. */
  private static final double ROUNDING = 1e-7;

  private static final float[] CONCENTRATIONS = {0.125f, 0.75f, 2, 5.5f, 16, 70};

  private static Operand<TFloat32> function(Ops tf, String name, LogBessel bessel) {
    return switch (name) {
      case "deficit" -> bessel.deficit(tf);
      case "resultant" -> bessel.resultant(tf);
      case "divergence" -> bessel.divergence(tf);
      default -> throw new AssertionError("no function " + name);
    };
  }

  @Test
  void valuesAndSlopesAreGolden() {
    ImmutableListMultimap<String, GoldenTable.Row> byDimension =
        Multimaps.index(GoldenTable.read("bessel"), row -> row.text("dimension"));
    assertEquals(11, byDimension.keySet().size());
    byDimension.asMap().forEach(LogBesselTest::assertGolden);
  }

  private static void assertGolden(String dimension, Collection<GoldenTable.Row> rows) {
    ImmutableListMultimap<String, GoldenTable.Row> byName =
        Multimaps.index(rows, row -> row.text("case"));
    List<String> names = byName.keySet().asList();
    assertEquals(5, names.size());
    float[] kappas = new float[byName.get(names.get(0)).size()];
    for (int i = 0; i < kappas.length; i++) {
      kappas[i] = (float) byName.get(names.get(0)).get(i).number("kappa");
    }
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> kappa = harness.input(Shape.of(kappas.length), kappas);
      LogBessel bessel = new LogBessel(tf, Integer.parseInt(dimension), kappa);
      List<Operand<TFloat32>> nodes =
          names.stream()
              .map(
                  name -> {
                    String function = name.replace("-slope", "");
                    Operand<TFloat32> value = function(tf, function, bessel);
                    return name.equals(function) ? value : harness.gradient(value, kappa);
                  })
              .toList();
      List<float[]> actual = harness.run(nodes);
      for (int n = 0; n < names.size(); n++) {
        // 1 − A² − (D−1)A/κ is 5·10⁻⁹ at κ = 10⁴ where D = 2, a difference of numbers near 1.
        double relative = names.get(n).equals("resultant-slope") ? 1e-5 : ROUNDING;
        for (int i = 0; i < kappas.length; i++) {
          GoldenTable.Row row = byName.get(names.get(n)).get(i);
          double expected = row.number("value");
          assertEquals((float) row.number("kappa"), kappas[i]);
          assertEquals(
              expected,
              actual.get(n)[i],
              relative * Math.abs(expected) + 1e-15, // double precision beside 1
              names.get(n) + " for D = " + dimension + ", κ = " + kappas[i]);
        }
      }
    }
  }

  @Test
  void slopesAgreeWithFiniteDifferences() {
    for (int dimension : List.of(2, 7, 3000)) {
      for (String name : List.of("deficit", "resultant", "divergence")) {
        try (GraphHarness harness = new GraphHarness()) {
          Operand<TFloat32> kappa = harness.input(Shape.of(CONCENTRATIONS.length), CONCENTRATIONS);
          Operand<TFloat32> value =
              function(harness.tf(), name, new LogBessel(harness.tf(), dimension, kappa));
          float[] actual = harness.run(harness.gradient(value, kappa));
          double[] expected = FiniteDifferences.gradient(harness, value, kappa);
          for (int i = 0; i < actual.length; i++) {
            // The sum of values up to 100: their rounding of 10⁻⁶ times 1.5 / h ≈ 100.
            assertEquals(expected[i], actual[i], 5e-4, name + " for D = " + dimension);
          }
        }
      }
    }
  }

  @Test
  void threeDimensionsHaveElementaryFunctions() {
    // L = log(sinh κ / κ), A = coth κ − 1/κ.
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> kappa = harness.input(Shape.of(CONCENTRATIONS.length), CONCENTRATIONS);
      LogBessel bessel = new LogBessel(harness.tf(), 3, kappa);
      List<float[]> actual =
          harness.run(List.of(bessel.deficit(harness.tf()), bessel.resultant(harness.tf())));
      for (int i = 0; i < CONCENTRATIONS.length; i++) {
        double k = CONCENTRATIONS[i];
        double deficit = Math.log(2 * k) - Math.log1p(-Math.exp(-2 * k));
        assertEquals(deficit, actual.get(0)[i], ROUNDING * (1 + deficit));
        double resultant = 1 / Math.tanh(k) - 1 / k;
        assertEquals(resultant, actual.get(1)[i], ROUNDING);
      }
    }
  }

  @Test
  void noConcentrationIsNothing() {
    for (int dimension : List.of(2, 3, 100)) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        Operand<TFloat32> kappa = harness.input(Shape.of(1), 0);
        LogBessel bessel = new LogBessel(tf, dimension, kappa);
        Operand<TFloat32> resultant = bessel.resultant(tf);
        assertEquals(0, harness.scalar(bessel.deficit(tf)), 1e-15);
        assertEquals(0, harness.scalar(resultant), 1e-15);
        assertEquals(0, harness.scalar(bessel.divergence(tf)), 1e-15);
        // The variance of one component of a uniform unit vector.
        assertEquals(1.0 / dimension, harness.scalar(harness.gradient(resultant, kappa)), ROUNDING);
      }
    }
  }

  @Test
  void hugeConcentrationsFollowTheNormalDistribution() {
    float[] huge = {1e8f, 1e20f, 1e37f};
    for (int dimension : List.of(2, 3, 50, 500)) {
      try (GraphHarness harness = new GraphHarness()) {
        Ops tf = harness.tf();
        Operand<TFloat32> kappa = harness.input(Shape.of(huge.length), huge);
        LogBessel bessel = new LogBessel(tf, dimension, kappa);
        Operand<TFloat32> resultant = bessel.resultant(tf);
        List<float[]> actual =
            harness.run(
                List.of(
                    bessel.deficit(tf),
                    bessel.divergence(tf),
                    resultant,
                    harness.gradient(resultant, kappa)));
        double axes = dimension - 1.0;
        for (int i = 0; i < huge.length; i++) {
          double k = huge[i];
          // In the tangent plane, a normal distribution of variance 1/κ in D − 1 dimensions.
          double deficit = 0.5 * axes * Math.log(k / (2 * Math.PI)) + Sphere.logArea(dimension);
          // Its next term is D²/κ; relative, for numbers of some 1000 in 32 bits.
          double tolerance = 3e-3 + 1e-6 * deficit;
          assertEquals(deficit, actual.get(0)[i], tolerance);
          assertEquals(deficit - 0.5 * axes, actual.get(1)[i], tolerance);
          assertEquals(1, actual.get(2)[i], 1e-5);
          double slope = axes / (2 * k * k);
          assertEquals(
              slope, actual.get(3)[i], 1e-4 * slope + Float.MIN_NORMAL); // Less is taken for 0.
        }
      }
    }
  }

  @Test
  void aSphereHasTwoDimensionsOrMore() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> kappa = harness.input(Shape.of(1), 1);
      assertThrows(IllegalArgumentException.class, () -> new LogBessel(harness.tf(), 1, kappa));
    }
  }
}
