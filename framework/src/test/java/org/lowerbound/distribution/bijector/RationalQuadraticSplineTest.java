package org.lowerbound.distribution.bijector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.graph.Shapes;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class RationalQuadraticSplineTest extends BijectorContract {
  private static final int BINS = NearBinCenters.BINS;

  @Override
  protected List<Integer> dimensions() {
    return List.of(1, 2, 5);
  }

  @Override
  protected List<Integer> parameterLengths(int dimension) {
    return List.of(dimension * RationalQuadraticSpline.parameterCount(BINS));
  }

  @Override
  protected float[] parameter(int index, int count) {
    return NearBinCenters.parameter(index, count);
  }

  @Override
  protected float[] arguments(int count) {
    return NearBinCenters.arguments(count);
  }

  @Override
  protected Bijector create(Ops tf, List<Operand<TFloat32>> parameters, int dimension) {
    return new RationalQuadraticSpline(
        Shapes.withLeadingAxesOf(
            tf,
            parameters.get(0),
            parameters.get(0),
            dimension,
            RationalQuadraticSpline.parameterCount(BINS)),
        BINS,
        NearBinCenters.BOUND,
        dimension);
  }

  /** Returns the spline and its slope at x, in double precision, straight from eqs. 4 and 5. */
  private static double[] host(float[] raw, int bins, double bound, double x) {
    if (Math.abs(x) >= bound) {
      return new double[] {x, 1};
    }
    double[] widths = lengths(raw, 0, bins, bound);
    double[] heights = lengths(raw, bins, bins, bound);
    double left = -bound;
    double bottom = -bound;
    int k = 0;
    while (k < bins - 1 && x >= left + widths[k]) {
      left += widths[k];
      bottom += heights[k];
      k++;
    }
    double slope = k == 0 ? 1 : slope(raw[2 * bins + k - 1]);
    double next = k == bins - 1 ? 1 : slope(raw[2 * bins + k]);
    double mean = heights[k] / widths[k];
    double xi = (x - left) / widths[k];
    double divisor = mean + (next + slope - 2 * mean) * xi * (1 - xi);
    double value = bottom + heights[k] * (mean * xi * xi + slope * xi * (1 - xi)) / divisor;
    double derivative =
        mean
            * mean
            * (next * xi * xi + 2 * mean * xi * (1 - xi) + slope * (1 - xi) * (1 - xi))
            / (divisor * divisor);
    return new double[] {value, derivative};
  }

  private static double[] lengths(float[] raw, int from, int bins, double bound) {
    double sum = 0;
    for (int k = 0; k < bins; k++) {
      sum += Math.exp(raw[from + k]);
    }
    double[] lengths = new double[bins];
    for (int k = 0; k < bins; k++) {
      lengths[k] = 2 * bound * (1e-3 + (1 - 1e-3 * bins) * Math.exp(raw[from + k]) / sum);
    }
    return lengths;
  }

  private static double slope(double raw) {
    return 1e-3 + Math.log1p(Math.exp(raw) * Math.expm1(1 - 1e-3));
  }

  @Test
  void isTheSplineOfItsKnotsAndItsOwnInverseEverywhere() {
    int bins = 7;
    float bound = 2.5f;
    int points = 301;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      int count = RationalQuadraticSpline.parameterCount(bins);
      float[] raw = Draws.normal("knots", count, 0, 1.2);
      float[] grid = new float[points];
      for (int i = 0; i < points; i++) {
        grid[i] = -3 + 6f * i / (points - 1);
      }
      RationalQuadraticSpline spline =
          new RationalQuadraticSpline(harness.input(Shape.of(1, count), raw), bins, bound, 1);
      Bijector.Image image = spline.forward(tf, harness.input(Shape.of(points, 1), grid));
      Bijector.Image back = spline.inverse(tf, image.value());
      List<float[]> actual =
          harness.run(
              List.of(image.value(), image.logDeterminant(), back.value(), back.logDeterminant()));
      for (int i = 0; i < points; i++) {
        double[] expected = host(raw, bins, bound, grid[i]);
        // Rounding of knots, some 10⁻⁶, times a slope of up to ten; the log-slope changes by up
        // to ten, and back by a hundred, times that.
        assertEquals(expected[0], actual.get(0)[i], 1e-5, "x = " + grid[i]);
        assertEquals(Math.log(expected[1]), actual.get(1)[i], 2e-4, "x = " + grid[i]);
        assertEquals(grid[i], actual.get(2)[i], 1e-4, "x = " + grid[i]);
        assertEquals(-Math.log(expected[1]), actual.get(3)[i], 2e-3, "x = " + grid[i]);
      }
    }
  }

  @Test
  void parametersOfZerosGiveTheIdentity() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> zeros = harness.input(Shape.of(1, 11), new float[11]);
      float[] x = {-5, -3, -2.9f, -0.3f, 0, 1.5f, 2.999f, 3, 4};
      Bijector.Image image =
          new RationalQuadraticSpline(zeros, 4, 3, 1)
              .forward(harness.tf(), harness.input(Shape.of(9, 1), x));
      assertArrayEquals(x, harness.run(image.value()), 2e-6f); // Rounding of values up to 5.
      assertArrayEquals(new float[9], harness.run(image.logDeterminant()), 2e-6f);
    }
  }

  @Test
  void refusesSettingsThatMakeNoSpline() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> parameters = harness.input(Shape.of(1, 11), new float[11]);
      assertRefused("bins must be 2 to 500, not 1", parameters, 1, 3);
      assertRefused("bound must be positive and finite, not 0.0", parameters, 4, 0);
      assertRefused(
          "a spline's parameters must have the shape [1, 14] or [B, 1, 14], not [1, 11]",
          parameters,
          5,
          3);
    }
  }

  private static void assertRefused(
      String message, Operand<TFloat32> parameters, int bins, float bound) {
    assertEquals(
        message,
        assertThrows(
                IllegalArgumentException.class,
                () -> new RationalQuadraticSpline(parameters, bins, bound, 1))
            .getMessage());
  }
}
