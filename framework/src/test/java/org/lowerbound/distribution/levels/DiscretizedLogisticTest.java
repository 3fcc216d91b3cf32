package org.lowerbound.distribution.levels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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

final class DiscretizedLogisticTest extends DistributionContract {
  private static final int LEVELS = 37; // More than two groups of those that the mean adds up.

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
    return index == 0
        ? Draws.normal("loc", count, 0.5, 0.5)
        : Draws.normal("logScale", count, -2, 0.7);
  }

  @Override
  protected float[] values(int count) {
    return Levels.draws("values", count, LEVELS);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new DiscretizedLogistic(parameters.get(0), parameters.get(1), LEVELS, dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    return Levels.logisticLogMass(parameters[0], parameters[1], value, LEVELS);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {0.5, 10},
        new double[] {0.5, -8},
        new double[] {0, -8},
        new double[] {-30, 0},
        new double[] {1000, -3},
        new double[] {-1000, -3},
        new double[] {100, 10});
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
  void oneOfTwoLevelsIsBernoulli() {
    float[] values = {0, 1};
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> loc = harness.input(Shape.of(1), 0.8f);
      Operand<TFloat32> logScale = harness.input(Shape.of(1), -1);
      float[] actual =
          harness.run(
              new DiscretizedLogistic(loc, logScale, 2, 2)
                  .logProbPerComponent(harness.tf(), harness.input(Shape.of(2), values)));
      double logit = (0.8f - 0.5) * Math.E; // The one edge is at ½.
      assertEquals(-Math.log1p(Math.exp(logit)), actual[0], 1e-6);
      assertEquals(-Math.log1p(Math.exp(-logit)), actual[1], 1e-6);
    }
  }

  @Test
  void allBytesOfASharpDistributionHaveMassOne() {
    float[] bytes = new float[256];
    for (int k = 0; k < 256; k++) {
      bytes[k] = k / 255f;
    }
    for (float logScale : new float[] {-9, -6, -4, 1}) {
      try (GraphHarness harness = new GraphHarness()) {
        DiscretizedLogistic p =
            new DiscretizedLogistic(
                harness.input(Shape.of(1), 0.3333f),
                harness.input(Shape.of(1), logScale),
                256,
                256);
        double mass = 0;
        double mean = 0;
        float[] logMasses =
            harness.run(p.logProbPerComponent(harness.tf(), harness.input(Shape.of(256), bytes)));
        for (int k = 0; k < 256; k++) {
          mass += Math.exp(logMasses[k]);
          mean += Math.exp(logMasses[k]) * k / 255;
        }
        // An edge is exact to 3·10⁻⁸, in units of a scale of 10⁻⁴.
        assertEquals(1, mass, 1e-3 * Math.exp(-9 - logScale) + 2e-6);
        assertEquals(mean, harness.scalar(p.mean(harness.tf())), 2e-6);
      }
    }
  }

  @Test
  void theGradientInTheTailsIsThatOfTheDensityThere() {
    // Far above μ the log-mass is −(x − μ)/s but for a constant: μ moves it by 1/s.
    try (GraphHarness harness = new GraphHarness()) {
      float scale = 0.125f;
      Operand<TFloat32> loc = harness.input(Shape.of(1), -50);
      Operand<TFloat32> logScale = harness.input(Shape.of(1), (float) Math.log(scale));
      Operand<TFloat32> logProb =
          new DiscretizedLogistic(loc, logScale, 5, 1)
              .logProb(harness.tf(), harness.input(Shape.of(1), 0.5f));
      assertEquals(1 / scale, harness.scalar(harness.gradient(logProb, loc)), 1e-5);
    }
  }

  @Test
  void oneLevelIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> zero = harness.input(Shape.of(1), 0);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class, () -> new DiscretizedLogistic(zero, zero, 1, 1));
      assertEquals("levels must be at least 2: 1", e.getMessage());
    }
  }
}
