package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.ReparameterizedContract;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.Support;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class LogitNormalTest extends ReparameterizedContract {
  @Override
  protected Support support() {
    return Support.unitInterval();
  }

  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 7, 100);
  }

  @Override
  protected int parameterCount() {
    return 2;
  }

  @Override
  protected float[] parameter(int index, int count) {
    return index == 0 ? Draws.normal("loc", count, 0, 1) : Draws.normal("logScale", count, 0, 0.3);
  }

  @Override
  protected float[] values(int count) {
    float[] values = Draws.normal("values", count, 0.2, 1);
    for (int i = 0; i < count; i++) {
      values[i] = (float) sigmoid(values[i]);
    }
    return values;
  }

  @Override
  protected Reparameterized create(List<Operand<TFloat32>> parameters, int dimension) {
    return new LogitNormal(parameters.get(0), parameters.get(1), dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double z = (Math.log(value / (1 - value)) - parameters[0]) / Math.exp(parameters[1]);
    return -0.5 * z * z
        - parameters[1]
        - 0.5 * Math.log(2 * Math.PI)
        - Math.log(value * (1 - value));
  }

  private static double sigmoid(double y) {
    return 1 / (1 + Math.exp(-y));
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {0, 10}, new double[] {0, -10}, new double[] {30, 1}, new double[] {-30, 1});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    return new double[] {1e-30, 1e-6, 0.5, 1 - 0x1p-20, 1 - 0x1p-24};
  }

  @Override
  protected boolean differentiableInValue() {
    return true;
  }

  @Override
  protected double mean(double[] parameters) {
    return expectation(parameters, x -> x);
  }

  @Override
  protected double variance(double[] parameters) {
    double mean = mean(parameters);
    return expectation(parameters, x -> (x - mean) * (x - mean));
  }

  /**
   * The trapezoid rule over 10 standard deviations. Its error is exp(−2π·π/(σh)), from the poles of
   * the sigmoid at ±iπ: 10⁻⁸ for σ = 2 and the step h = ½. Smaller steps take long, for each draw.
   */
  private static double expectation(double[] parameters, DoubleUnaryOperator f) {
    double step = 0.5;
    double sum = 0;
    for (int i = -20; i <= 20; i++) {
      double z = i * step;
      double density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
      double x = sigmoid(parameters[0] + Math.exp(parameters[1]) * z);
      sum += density * step * f.applyAsDouble(x);
    }
    return sum;
  }

  @Test
  void zeroAndOneHaveTheDensityOfTheirNeighboursAndNoGradient() {
    float[] ends = {0, 1, Float.MIN_NORMAL, Math.nextDown(1f)};
    for (float logScale : new float[] {-10, 0, 10}) {
      try (GraphHarness harness = new GraphHarness()) {
        Operand<TFloat32> value = harness.input(Shape.of(4, 1), ends);
        List<Operand<TFloat32>> parameters =
            List.of(harness.input(Shape.of(1), 0.5f), harness.input(Shape.of(1), logScale));
        Operand<TFloat32> logProb = create(parameters, 1).logProb(harness.tf(), value);
        float[] actual = harness.run(logProb);
        for (int i = 0; i < 4; i++) {
          double expected = logProb(new double[] {0.5, logScale}, ends[i % 2 + 2]);
          assertEquals(expected, actual[i], 1e-5 * (1 + Math.abs(expected)));
        }
        float[] gradient = harness.run(harness.gradient(logProb, value));
        assertArrayEquals(new float[2], new float[] {gradient[0], gradient[1]});
        for (Operand<TFloat32> parameter : parameters) {
          assertTrue(Float.isFinite(harness.scalar(harness.gradient(logProb, parameter))));
        }
      }
    }
  }

  @Test
  void aDrawThatIsRoundedToOneHasTheDensityOfItsLogit() {
    try (GraphHarness harness = new GraphHarness()) {
      LogitNormal q =
          new LogitNormal(
              harness.input(Shape.of(1, 2), 40, -200), harness.input(Shape.of(1, 2), -10, -10), 2);
      Sampleable.Draw draw =
          q.sampleWithLogProb(harness.tf(), harness.noise(1, "rounded"), SAMPLES);
      List<float[]> run = harness.run(List.of(draw.value(), draw.logProb()));
      for (int k = 0; k < SAMPLES; k++) {
        assertEquals(1, run.get(0)[2 * k]);
        assertEquals(0, run.get(0)[2 * k + 1], 1e-30);
        // Two logits at N(0, 1)'s density of 4σ or more, and |y| + 10 for each of them.
        double highest = 240 + 20 - Math.log(2 * Math.PI);
        assertEquals(highest, run.get(1)[k], 16);
        assertTrue(run.get(1)[k] < highest + 1e-2, "log-density " + run.get(1)[k]);
      }
    }
  }

  @Test
  void integratesToOne() {
    double[][] cases = {{0, 0}, {1, -1}, {-0.7, 0.3}};
    for (double[] at : cases) {
      try (GraphHarness harness = new GraphHarness()) {
        int points = 20_000;
        float[] grid = new float[points];
        for (int i = 0; i < points; i++) {
          grid[i] = (i + 0.5f) / points;
        }
        Operand<TFloat32> logProb =
            new LogitNormal(
                    harness.input(Shape.of(1), (float) at[0]),
                    harness.input(Shape.of(1), (float) at[1]),
                    1)
                .logProb(harness.tf(), harness.input(Shape.of(points, 1), grid));
        double integral = 0;
        for (float value : harness.run(logProb)) {
          integral += Math.exp(value) / points;
        }
        assertEquals(1, integral, 1e-5); // 10⁻⁶ for each density; the midpoint rule is better.
      }
    }
  }
}
