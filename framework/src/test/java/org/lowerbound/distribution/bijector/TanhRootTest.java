package org.lowerbound.distribution.bijector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class TanhRootTest {
  /** Returns the root by bisection in double precision. */
  private static double bisected(double a, double v) {
    double low = -Math.abs(v) - Math.abs(a);
    double high = -low;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      if (middle + a * Math.tanh(middle) < v) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static void check(float[] factors, float[] ends, int steps) {
    int perEnd = 40;
    try (GraphHarness harness = new GraphHarness()) {
      float[] values = new float[ends.length * perEnd];
      for (int i = 0; i < values.length; i++) {
        values[i] = ends[i / perEnd] * ((i % perEnd) - 19) / 20f;
      }
      Operand<TFloat32> a = harness.input(Shape.of(factors.length, 1), factors);
      Operand<TFloat32> v = harness.input(Shape.of(values.length), values);
      Operand<TFloat32> root = TanhRoot.solve(harness.tf(), a, v, steps);
      List<Operand<TFloat32>> gradients = harness.gradients(root, List.of(a, v));
      float[] actual = harness.run(root);
      List<float[]> derivatives = harness.run(gradients);
      double[] byValue = new double[values.length];
      for (int i = 0; i < factors.length; i++) {
        double byFactor = 0;
        double size = 0;
        for (int j = 0; j < values.length; j++) {
          double expected = bisected(factors[i], values[j]);
          double tanh = Math.tanh(expected);
          double slope = 1 + factors[i] * (1 - tanh * tanh);
          byFactor -= tanh / slope;
          size += Math.abs(tanh / slope);
          byValue[j] += 1 / slope;
          // Rounding of v and of a·tanh(p), divided by the slope.
          double rounding = 4e-7 * (Math.abs(values[j]) + Math.abs(factors[i])) / slope;
          assertEquals(
              expected,
              actual[i * values.length + j],
              1e-6 * (1 + Math.abs(expected)) + rounding,
              "a = " + factors[i] + ", v = " + values[j]);
        }
        // Where the slope is a hundredth, an error of 10⁻⁶ in it is one of 10⁻⁴.
        assertEquals(byFactor, derivatives.get(0)[i], 1e-3 * (1 + size), "a = " + factors[i]);
      }
      for (int j = 0; j < values.length; j++) {
        assertEquals(byValue[j], derivatives.get(1)[j], 2e-3 * byValue[j], "v = " + values[j]);
      }
    }
  }

  @Test
  void fewStepsAreEnoughForFactorsUpToOne() {
    float[] factors = new float[199];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = (i - 99) / 100f;
    }
    check(factors, new float[] {1e-2f, 0.3f, 1, 3, 100}, TanhRoot.STEPS_FOR_SMALL);
  }

  @Test
  void moreStepsAreEnoughForLargeFactors() {
    check(
        new float[] {-0.99f, 0, 2, 10, 100, 1e3f, 1e4f},
        new float[] {0.1f, 1, 10, 100, 1e4f},
        TanhRoot.STEPS);
  }
}
