package org.lowerbound.distribution.continuous;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.Reparameterized;
import org.lowerbound.distribution.ReparameterizedContract;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class DiagonalNormalTest extends ReparameterizedContract {
  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 7, 784);
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
    return Draws.normal("values", count, 0.5, 1);
  }

  @Override
  protected Reparameterized create(List<Operand<TFloat32>> parameters, int dimension) {
    return new DiagonalNormal(parameters.get(0), parameters.get(1), dimension);
  }

  @Override
  protected double logProb(double[] parameters, double value) {
    double sigma = Math.exp(parameters[1]);
    double density =
        Math.exp(-(value - parameters[0]) * (value - parameters[0]) / (2 * sigma * sigma))
            / Math.sqrt(2 * Math.PI * sigma * sigma);
    return Math.log(density);
  }

  @Override
  protected List<double[]> extremeParameters() {
    return List.of(
        new double[] {0, 10}, new double[] {0, -10}, new double[] {3, 10}, new double[] {-3, -10});
  }

  @Override
  protected double[] extremeValues(double[] parameters) {
    double sigma = Math.exp(parameters[1]);
    // Whole and half multiples of σ around 0, where x − μ is exact enough for a small σ.
    return parameters[0] == 0
        ? new double[] {0, sigma, -2 * sigma, 0.5 * sigma}
        : new double[] {parameters[0]};
  }

  @Override
  protected boolean differentiableInValue() {
    return true;
  }

  @Override
  protected double mean(double[] parameters) {
    return parameters[0];
  }

  @Override
  protected double variance(double[] parameters) {
    return Math.exp(2 * parameters[1]);
  }

  @Test
  void integratesToOne() {
    double[][] cases = {{0, 0}, {1.5, -1}, {-0.7, 2}};
    for (double[] at : cases) {
      try (GraphHarness harness = new GraphHarness()) {
        int points = 2001;
        double sigma = Math.exp(at[1]);
        double step = 20 * sigma / (points - 1);
        float[] grid = new float[points];
        for (int i = 0; i < points; i++) {
          grid[i] = (float) (at[0] - 10 * sigma + i * step);
        }
        Operand<TFloat32> logProb =
            new DiagonalNormal(
                    harness.input(Shape.of(1), (float) at[0]),
                    harness.input(Shape.of(1), (float) at[1]),
                    1)
                .logProb(harness.tf(), harness.input(Shape.of(points, 1), grid));
        double integral = 0;
        for (float value : harness.run(logProb)) {
          integral += Math.exp(value) * step;
        }
        // The trapezoid rule is exact to rounding here; the grid's own rounding is 10⁻⁶ of a step.
        assertEquals(1, integral, 1e-5);
      }
    }
  }

  @Test
  void aScaleMayBeSharedByAllComponents() {
    float[] loc = Draws.normal("loc", 6, 0, 1);
    float[] values = Draws.normal("values", 6, 0, 1);
    for (Shape shape : List.of(Shape.scalar(), Shape.of(1), Shape.of(2, 1))) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] logScale = new float[(int) shape.size()];
        Arrays.fill(logScale, 0.4f);
        float[] full = new float[6];
        Arrays.fill(full, 0.4f);
        Operand<TFloat32> at = harness.input(Shape.of(2, 3), loc);
        Operand<TFloat32> value = harness.input(Shape.of(2, 3), values);
        DiagonalNormal narrow = new DiagonalNormal(at, harness.input(shape, logScale), 3);
        DiagonalNormal wide = new DiagonalNormal(at, harness.input(Shape.of(2, 3), full), 3);
        assertArrayEquals(
            harness.run(wide.logProb(harness.tf(), value)),
            harness.run(narrow.logProb(harness.tf(), value)),
            1e-6f); // The same operations, summed in another order.
      }
    }
  }

  @Test
  void oneVectorOfParametersServesAllValues() {
    try (GraphHarness harness = new GraphHarness()) {
      DiagonalNormal standard =
          new DiagonalNormal(harness.input(Shape.of(2), 0, 0), harness.input(Shape.of(2), 0, 0), 2);
      Operand<TFloat32> value = harness.input(Shape.of(2, 1, 2), 0, 0, 1, 2);
      Operand<TFloat32> logProb = standard.logProb(harness.tf(), value);
      assertEquals(Shape.of(2, 1), harness.shape(logProb));
      float[] actual = harness.run(logProb);
      assertEquals(-Math.log(2 * Math.PI), actual[0], 1e-6);
      assertEquals(-Math.log(2 * Math.PI) - 2.5, actual[1], 1e-6);
    }
  }

  @Test
  void boundedKeepsTheScaleBetweenExpMinusTenAndExpTen() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> raw = harness.input(Shape.of(5), -1e30f, -10, 0.5f, 10, 1e30f);
      assertArrayEquals(
          new float[] {-10, -10, 0.5f, 10, 10},
          harness.run(DiagonalNormal.bounded(harness.tf(), raw)));
    }
  }

  @Test
  void theMeanIsLoc() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> loc = harness.input(Shape.of(1, 2), 3, -4);
      DiagonalNormal q = new DiagonalNormal(loc, harness.input(Shape.of(1, 2), 1, 1), 2);
      assertArrayEquals(
          new float[] {3, -4}, harness.run(harness.tf().identity(q.mean(harness.tf()))));
    }
  }
}
