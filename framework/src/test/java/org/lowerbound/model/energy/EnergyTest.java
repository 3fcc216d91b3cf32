package org.lowerbound.model.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class EnergyTest {
  private static final int SIDE = 23;

  /** Points of [−4.4, 4.4]², off the corners of the windows; in the middle, the origin. */
  private static float[] points() {
    float[] points = new float[2 * SIDE * SIDE];
    for (int i = 0; i < SIDE * SIDE; i++) {
      points[2 * i] = (i % SIDE - SIDE / 2) * 0.4f;
      points[2 * i + 1] = (i / SIDE - SIDE / 2) * 0.4f;
    }
    return points;
  }

  @ParameterizedTest
  @EnumSource
  void theHostAndTheGraphAgree(Energy energy) {
    float[] points = points();
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> z = harness.input(Shape.of(SIDE, SIDE, 2), points);
      Operand<TFloat32> nodes = energy.at(harness.tf(), z);
      assertEquals(Shape.of(SIDE, SIDE), harness.shape(nodes));
      float[] values = harness.run(nodes);
      for (int i = 0; i < values.length; i++) {
        double expected = energy.at(points[2 * i], points[2 * i + 1]);
        // Energies up to 300 that are differences of a few such terms: ten roundings each.
        assertEquals(expected, values[i], 1e-6 * Math.max(10, Math.abs(expected)), "point " + i);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGradientIsThatOfTheHost(Energy energy) {
    float[] points = points();
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> z = harness.input(Shape.of(SIDE * SIDE, 2), points);
      float[] gradient = harness.run(harness.gradient(energy.at(harness.tf(), z), z));
      for (int i = 0; i < SIDE * SIDE; i++) {
        double z1 = points[2 * i];
        double z2 = points[2 * i + 1];
        if (energy == Energy.TWO_MOONS && Math.hypot(z1, z2) < 0.1) {
          // ‖z‖ has no derivative at the origin; what the graph says there must be finite.
          assertTrue(Float.isFinite(gradient[2 * i]) && Float.isFinite(gradient[2 * i + 1]));
          continue;
        }
        double by1 = FiniteDifferences.derivative(x -> energy.at(x, z2), z1);
        double by2 = FiniteDifferences.derivative(x -> energy.at(z1, x), z2);
        // Slopes up to 100 of sums whose terms are rounded; 1e-7 of them each.
        assertEquals(by1, gradient[2 * i], 1e-4 * Math.max(1, Math.abs(by1)), "z1 of point " + i);
        assertEquals(by2, gradient[2 * i + 1], 1e-4 * Math.max(1, Math.abs(by2)), "z2 of " + i);
      }
    }
  }

  @Test
  void valuesWorkedOutByHand() {
    // On the ring at z = (2, 0): the second moon is 20/3 standard deviations away.
    assertEquals(0, Energy.TWO_MOONS.at(2, 0), 1e-9);
    // On the ring between the moons, both are (2 / 0.6)²/2 away.
    assertEquals(0.5 * Math.pow(2 / 0.6, 2) - Math.log(2), Energy.TWO_MOONS.at(0, 2), 1e-12);
    // On the crest of the sine, at z1 = 1, and one standard deviation above it.
    assertEquals(0, Energy.SINE.at(1, 1), 1e-12);
    assertEquals(0.5, Energy.SINE.at(1, 1.4), 1e-12);
    // At z1 = 1 the branches are 3 apart; each has a density of one there.
    assertEquals(0, Energy.SINE_SPLIT.at(1, 1), 1e-12);
    assertEquals(0, Energy.SINE_SPLIT.at(1, -2), 1e-12);
    // At z1 = 1 the logistic function is a half.
    assertEquals(0, Energy.SINE_SHIFTED.at(1, 1 - 1.5), 1e-3);
    // Two shoulders' standard deviations outside of the window.
    assertEquals(2, Energy.SINE.at(4, 0), 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void theNormalizerDoesNotDependOnTheStep(Energy energy) {
    double finer =
        Math.log(
            LogNormalizer.integral(
                (z1, z2) -> Math.exp(-energy.at(z1, z2)), LogNormalizer.STEP / 2));
    assertEquals(finer, LogNormalizer.of(energy), 1e-9);
  }

  @Test
  void theNormalizersOfSinesHaveAClosedForm() {
    // For each z1, normal densities along z2; along z1 the window, 6 wide with two half-normals.
    double root = Math.sqrt(2 * Math.PI);
    double window = 6 + 0.5 * root;
    assertEquals(Math.log(window * 0.4 * root), LogNormalizer.of(Energy.SINE), 1e-9);
    assertEquals(Math.log(window * 0.7 * root), LogNormalizer.of(Energy.SINE_SPLIT), 1e-9);
    assertEquals(Math.log(window * 0.75 * root), LogNormalizer.of(Energy.SINE_SHIFTED), 1e-9);
  }

  @Test
  void theNormalizerOfTheMoonsIsThatOfPolarCoordinates() {
    // ∫ exp(−U₁) = ∫ r exp(−½((r − 2)/0.4)²) ∫ (exp(…) + exp(…)) dφ dr, by another rule.
    int angles = 400;
    double sum = 0;
    double step = 0.002;
    for (double r = step / 2; r < 8; r += step) {
      double around = 0;
      for (int i = 0; i < angles; i++) {
        double z1 = r * Math.cos(2 * Math.PI * i / angles);
        around += Math.exp(-0.5 * Math.pow((z1 - 2) / 0.6, 2));
        around += Math.exp(-0.5 * Math.pow((z1 + 2) / 0.6, 2));
      }
      around *= 2 * Math.PI / angles;
      sum += r * Math.exp(-0.5 * Math.pow((r - 2) / 0.4, 2)) * around * step;
    }
    // The midpoint rule's error at r = 0, where the integrand has a slope of 1e-5.
    assertEquals(Math.log(sum), LogNormalizer.of(Energy.TWO_MOONS), 1e-7);
  }

  @Test
  void littleIsOutsideOfTheFigure() {
    for (Energy energy : Energy.values()) {
      double all = LogNormalizer.integral((z1, z2) -> Math.exp(-energy.at(z1, z2)), 0.025);
      double shown =
          LogNormalizer.integral(
              (z1, z2) -> Math.abs(z1) > 4 || Math.abs(z2) > 4 ? 0 : Math.exp(-energy.at(z1, z2)),
              0.025);
      // The lower branch of the fourth ends at z2 = -4.
      double least = energy == Energy.SINE_SHIFTED ? 0.967 : 0.99;
      assertTrue(shown / all > least, energy + " " + shown / all);
    }
  }
}
