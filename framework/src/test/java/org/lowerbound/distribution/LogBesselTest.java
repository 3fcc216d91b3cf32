package org.lowerbound.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Multimaps;
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

  private static void assertGolden(String name, double relative) {
    ImmutableListMultimap<Integer, GoldenTable.Row> byDimension =
        Multimaps.index(
            GoldenTable.read("bessel").stream()
                .filter(row -> row.text("case").equals(name))
                .toList(),
            row -> Integer.parseInt(row.text("dimension")));
    assertTrue(byDimension.size() > 100, "golden values of " + name);
    String function = name.replace("-slope", "");
    byDimension
        .asMap()
        .forEach(
            (dimension, rows) -> {
              try (GraphHarness harness = new GraphHarness()) {
                float[] kappas = new float[rows.size()];
                double[] expected = new double[kappas.length];
                int next = 0;
                for (GoldenTable.Row row : rows) {
                  kappas[next] = (float) row.number("kappa");
                  expected[next++] = row.number("value");
                }
                Operand<TFloat32> kappa = harness.input(Shape.of(kappas.length), kappas);
                Operand<TFloat32> value =
                    function(harness.tf(), function, new LogBessel(harness.tf(), dimension, kappa));
                float[] actual =
                    harness.run(name.equals(function) ? value : harness.gradient(value, kappa));
                for (int i = 0; i < actual.length; i++) {
                  assertEquals(
                      expected[i],
                      actual[i],
                      relative * Math.abs(expected[i]) + 1e-15, // double precision beside 1
                      name + " for D = " + dimension + ", κ = " + kappas[i]);
                }
              }
            });
  }

  @Test
  void deficitsAreGolden() {
    assertGolden("deficit", ROUNDING);
  }

  @Test
  void slopesOfTheDeficitAreGolden() {
    assertGolden("deficit-slope", ROUNDING);
  }

  @Test
  void meanResultantLengthsAreGolden() {
    assertGolden("resultant", ROUNDING);
  }

  @Test
  void slopesOfTheMeanResultantLengthAreGolden() {
    // 1 − A² − (D−1)A/κ is 5·10⁻⁹ at κ = 10⁴ where D = 2, a difference of numbers near 1.
    assertGolden("resultant-slope", 1e-5);
  }

  @Test
  void divergencesAreGolden() {
    assertGolden("divergence", ROUNDING);
  }

  @Test
  void slopesAgreeWithFiniteDifferences() {
    for (int dimension : List.of(2, 3, 7, 40, 3000)) {
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
    for (int dimension : List.of(2, 3, 50, 500)) {
      for (float k : new float[] {1e8f, 1e20f, 1e37f}) {
        try (GraphHarness harness = new GraphHarness()) {
          Ops tf = harness.tf();
          Operand<TFloat32> kappa = harness.input(Shape.of(1), k);
          LogBessel bessel = new LogBessel(tf, dimension, kappa);
          double axes = dimension - 1.0;
          // In the tangent plane, a normal distribution of variance 1/κ in D − 1 dimensions.
          double deficit = 0.5 * axes * Math.log(k / (2 * Math.PI)) + Sphere.logArea(dimension);
          // Its next term is D²/κ; relative, for the numbers of some 1000 in 32 bits.
          assertEquals(deficit, harness.scalar(bessel.deficit(tf)), 3e-3 + 1e-6 * deficit);
          assertEquals(
              deficit - 0.5 * axes, harness.scalar(bessel.divergence(tf)), 3e-3 + 1e-6 * deficit);
          Operand<TFloat32> resultant = bessel.resultant(tf);
          assertEquals(1, harness.scalar(resultant), 1e-5);
          assertEquals(
              axes / (2.0 * k) / k,
              harness.scalar(harness.gradient(resultant, kappa)),
              1e-4 * axes / (2.0 * k) / k + Float.MIN_NORMAL); // Smaller numbers are taken for 0.
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
