package org.lowerbound.distribution.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.distribution.Support;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class BetaLevelsTest extends DistributionContract {
  private static final int LEVELS = 37; // More than two groups of those that are added up.
  private static final double EPSILON = 0.004;

  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 5, 300);
  }

  @Override
  protected int parameterCount() {
    return 2;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return Draws.normal(index == 0 ? "logAlpha" : "logBeta", count, 0.5, 1);
  }

  @Override
  protected float[] values(int count) {
    return Levels.draws("values", count, LEVELS);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new BetaLevels(parameters.get(0), parameters.get(1), EPSILON, LEVELS, dimension);
  }

  private static double exponent(double alpha, double beta, double epsilon, double x) {
    double inside = Math.min(Math.max(x, epsilon), 1 - epsilon);
    return (alpha - 1) * Math.log(inside) + (beta - 1) * Math.log1p(-inside);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double alpha = Math.exp(parameters[0]);
    double beta = Math.exp(parameters[1]);
    double[] exponents = new double[LEVELS];
    for (int k = 0; k < LEVELS; k++) {
      exponents[k] = exponent(alpha, beta, EPSILON, k / (LEVELS - 1.0));
    }
    return exponent(alpha, beta, EPSILON, value) - Levels.logSumExp(exponents);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {-10, -10},
        new double[] {-10, 3},
        new double[] {10, -10},
        new double[] {5, 5},
        new double[] {10, 10},
        new double[] {10, 4},
        new double[] {3.5, 10},
        new double[] {0, 0});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {0, 0.25, 0.5, 0.75, 1}; // Levels, and exact as 32-bit floats.
  }

  @Override
  protected Support support() {
    return Support.levels(LEVELS);
  }

  @Override
  protected boolean differentiableInValue() {
    return false; // Levels have no neighbourhood.
  }

  @Test
  void bytesHaveMassOneHoweverSharpAndWhateverTheEnds() {
    float[] bytes = new float[256];
    for (int k = 0; k < 256; k++) {
      bytes[k] = k / 255f;
    }
    for (double epsilon : new double[] {1e-6, 0.001, 0.1, 0.49}) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> logAlpha = harness.input(Shape.of(1), 0);
        Operand<TFloat32> logBeta = harness.input(Shape.of(1), 0);
        Operand<TFloat32> logMass =
            new BetaLevels(logAlpha, logBeta, epsilon, 256, 1)
                .logProbPerComponent(harness.tf(), harness.input(Shape.of(256, 1), bytes));
        for (float a = -10; a <= 10; a += 2.5f) {
          for (float b = -10; b <= 10; b += 2.5f) {
            harness.set(logAlpha, a);
            harness.set(logBeta, b);
            double mass = 0;
            for (float log : harness.run(logMass)) {
              assertTrue(log <= 0);
              mass += Math.exp(log);
            }
            assertEquals(1, mass, 1e-5, "ε = " + epsilon + ", " + a + ", " + b); // Rounding.
          }
        }
      }
    }
  }

  @Test
  void settingsAreChecked() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> zero = harness.input(Shape.of(1), 0);
      assertEquals(
          "levels must be at least 2: 1",
          assertThrows(IllegalArgumentException.class, () -> new BetaLevels(zero, zero, 0.1, 1, 1))
              .getMessage());
      assertEquals(
          "epsilon must be in (0, 0.5): 0.5",
          assertThrows(IllegalArgumentException.class, () -> new BetaLevels(zero, zero, 0.5, 2, 1))
              .getMessage());
    }
  }
}
