package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.DistributionContract;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.HostGamma;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class StudentTTest extends DistributionContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 5, 300);
  }

  @Override
  protected int parameterCount() {
    return 3;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return switch (index) {
      case 0 -> Draws.normal("loc", count, 0, 1);
      case 1 -> Draws.normal("logScale", count, 0, 0.3);
      // Near ν = 10, where the integral of the variance ends before the points do.
      default -> Draws.normal("logDegrees", count, 2.3, 0.3);
    };
  }

  @Override
  protected float[] values(int count) {
    return Draws.normal("values", count, 0.5, 2);
  }

  @Override
  protected Distribution create(List<Operand<TFloat32>> parameters, int dimension) {
    return new StudentT(parameters.get(0), parameters.get(1), parameters.get(2), dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double nu = Math.exp(parameters[2]);
    double z = (value - parameters[0]) * Math.exp(-parameters[1]);
    return HostGamma.logGamma((nu + 1) / 2)
        - HostGamma.logGamma(nu / 2)
        - 0.5 * Math.log(nu * Math.PI)
        - parameters[1]
        - (nu + 1) / 2 * Math.log1p(z * z / nu);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {0, 10, 0},
        new double[] {0, -10, 0},
        new double[] {0, -10, -10},
        new double[] {0, 10, -10},
        new double[] {0, 0, 10},
        new double[] {0, -10, 15},
        new double[] {0, 0, -30});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    double scale = Math.exp(parameters[1]);
    return new double[] {0, scale, -2 * scale, 0.5 * scale, 100 * scale};
  }

  @Override
  protected boolean differentiableInValue() {
    return true;
  }

  @Test
  void atManyDegreesItIsNormal() {
    float[] values = {0, 0.5f, -1, 2, 3};
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> loc = harness.input(Shape.of(1), 0.25f);
      Operand<TFloat32> logScale = harness.input(Shape.of(1), 0.5f);
      Operand<TFloat32> value = harness.input(Shape.of(5), values);
      float[] normal =
          harness.run(new DiagonalNormal(loc, logScale, 5).logProbPerComponent(tf, value));
      float[] studentT =
          harness.run(
              StudentT.withDegrees(tf, loc, logScale, 1e12, 5).logProbPerComponent(tf, value));
      assertArrayEquals(normal, studentT, 1e-6f); // They differ by z⁴/ν and by rounding.
    }
  }

  @Test
  void atOneDegreeItIsCauchy() {
    float[] values = {0, 0.5f, -1, 30};
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> zero = harness.input(Shape.of(1), 0);
      float[] actual =
          harness.run(
              StudentT.withDegrees(harness.tf(), zero, zero, 1, 4)
                  .logProbPerComponent(harness.tf(), harness.input(Shape.of(4), values)));
      for (int i = 0; i < values.length; i++) {
        double expected = -Math.log(Math.PI * (1 + (double) values[i] * values[i]));
        assertEquals(expected, actual[i], 1e-6 * (1 + Math.abs(expected)));
      }
    }
  }

  @Test
  void thereIsNoMeanUpToOneDegreeAndNoFiniteVarianceUpToTwo() {
    float[] logDegrees = {-1, 0, 0.5f, (float) Math.log(4)};
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      StudentT p =
          new StudentT(
              harness.input(Shape.of(4), 7, 7, 7, 7),
              harness.input(Shape.of(1), 0),
              harness.input(Shape.of(4), logDegrees),
              4);
      assertArrayEquals(new float[] {Float.NaN, Float.NaN, 7, 7}, harness.run(p.mean(tf)), "mean");
      assertArrayEquals(
          new float[] {Float.NaN, Float.NaN, Float.POSITIVE_INFINITY, 2},
          harness.run(p.variance(tf)),
          1e-6f,
          "variance");
    }
  }

  @Test
  void degreesMustBePositive() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> zero = harness.input(Shape.of(1), 0);
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> StudentT.withDegrees(harness.tf(), zero, zero, 0, 1));
      assertEquals("degrees of freedom must be positive and finite: 0.0", e.getMessage());
    }
  }
}
