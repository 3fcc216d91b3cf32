package org.lowerbound.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The slope along one direction through all elements of an input, by central differences over five
 * points: four runs, however many elements there are.
 */
public final class DirectionalDerivative {
  private DirectionalDerivative() {}

  /** Returns the unit vector whose elements' signs and sizes follow no pattern of the graph's. */
  public static double[] direction(int size) {
    double[] direction = new double[size];
    double squares = 0;
    for (int i = 0; i < size; i++) {
      direction[i] = Math.sin(1 + 2.3 * i);
      squares += direction[i] * direction[i];
    }
    for (int i = 0; i < size; i++) {
      direction[i] /= Math.sqrt(squares);
    }
    return direction;
  }

  /** Returns the slope of the sum of a node's elements. */
  public static double of(
      GraphHarness harness, Operand<TFloat32> node, Operand<TFloat32> input, double... direction) {
    float[] at = harness.get(input);
    double h = FiniteDifferences.FLOAT_STEP;
    double slope =
        (valueAt(harness, node, input, at, direction, -2 * h)
                - 8 * valueAt(harness, node, input, at, direction, -h)
                + 8 * valueAt(harness, node, input, at, direction, h)
                - valueAt(harness, node, input, at, direction, 2 * h))
            / (12 * h);
    harness.set(input, at);
    return slope;
  }

  /**
   * Fails unless a gradient has the slope of a node along {@link #direction}.
   *
   * @param tolerance of the slope, relative to 1 + its absolute value
   */
  public static void assertGradient(
      GraphHarness harness,
      Operand<TFloat32> node,
      Operand<TFloat32> input,
      float[] gradient,
      double tolerance,
      String what) {
    double[] direction = direction(gradient.length);
    double slope = 0;
    for (int i = 0; i < gradient.length; i++) {
      slope += direction[i] * gradient[i];
    }
    double expected = of(harness, node, input, direction);
    assertEquals(expected, slope, tolerance * (1 + Math.abs(expected)), what);
  }

  private static double valueAt(
      GraphHarness harness,
      Operand<TFloat32> node,
      Operand<TFloat32> input,
      float[] at,
      double[] direction,
      double offset) {
    float[] moved = at.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += (float) (offset * direction[i]);
    }
    harness.set(input, moved);
    double sum = 0;
    for (float value : harness.run(node)) {
      sum += value;
    }
    return sum;
  }
}
