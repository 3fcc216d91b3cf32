package org.lowerbound.testing;

import java.util.function.DoubleUnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Derivatives by central differences over five points, whose error is h⁴/30 times the fifth
 * derivative (Abramowitz and Stegun 1964, 25.3.6).
 */
public final class FiniteDifferences {
  /**
   * For functions in 32-bit floats: the error is about 1.5 · (rounding of the value) / h, 10⁻⁴ for
   * values near 10, and h⁴/30 ≈ 2·10⁻⁹ fifth derivatives. A power of two, so that ± h is exact.
   */
  public static final float FLOAT_STEP = 1f / 64;

  /** For functions in double precision: rounding and truncation are both below 10⁻¹¹. */
  private static final double DOUBLE_STEP = 1e-3;

  private FiniteDifferences() {}

  /** Returns f′(x) of a function computed in double precision. */
  public static double derivative(DoubleUnaryOperator f, double x) {
    double h = DOUBLE_STEP;
    return (f.applyAsDouble(x - 2 * h)
            - 8 * f.applyAsDouble(x - h)
            + 8 * f.applyAsDouble(x + h)
            - f.applyAsDouble(x + 2 * h))
        / (12 * h);
  }

  /** Returns the gradient of the sum of a node's elements with respect to an input. */
  public static double[] gradient(
      GraphHarness harness, Operand<TFloat32> node, Operand<TFloat32> input) {
    float[] at = harness.get(input);
    double[] gradient = new double[at.length];
    for (int i = 0; i < at.length; i++) {
      float h = FLOAT_STEP;
      gradient[i] =
          (valueAt(harness, node, input, at, i, -2 * h)
                  - 8 * valueAt(harness, node, input, at, i, -h)
                  + 8 * valueAt(harness, node, input, at, i, h)
                  - valueAt(harness, node, input, at, i, 2 * h))
              / (12.0 * h);
    }
    harness.set(input, at);
    return gradient;
  }

  private static double valueAt(
      GraphHarness harness,
      Operand<TFloat32> node,
      Operand<TFloat32> input,
      float[] at,
      int index,
      float offset) {
    float[] moved = at.clone();
    moved[index] += offset;
    harness.set(input, moved);
    double sum = 0;
    for (float value : harness.run(node)) {
      sum += value;
    }
    return sum;
  }
}
