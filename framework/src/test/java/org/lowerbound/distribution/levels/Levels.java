package org.lowerbound.distribution.levels;

import java.util.Arrays;
import java.util.List;
import org.lowerbound.testing.Draws;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;

/** What the tests of distributions over the levels k/(L − 1) share. */
final class Levels {
  private Levels() {}

  /** Returns draws among L levels. */
  static float[] draws(String name, int count, int levels) {
    float[] values = Draws.integers(name, count, levels);
    for (int i = 0; i < count; i++) {
      values[i] /= levels - 1;
    }
    return values;
  }

  /** Returns several parameters of a component as one with a last axis, {@code [..., D, M]}. */
  static Operand<TFloat32> stacked(List<Operand<TFloat32>> parameters) {
    return Ops.create(parameters.get(0).env()).stack(parameters, Stack.axis(-1L));
  }

  /**
   * Returns log(σ((x + h/2 − μ)/s) − σ((x − h/2 − μ)/s)), h = 1/(L − 1), with open ends, in double
   * precision.
   */
  static double logisticLogMass(double loc, double logScale, double value, int levels) {
    double half = 0.5 / (levels - 1);
    double scale = Math.exp(logScale);
    double lower = value < half ? Double.NEGATIVE_INFINITY : (value - half - loc) / scale;
    double upper = value > 1 - half ? Double.POSITIVE_INFINITY : (value + half - loc) / scale;
    if (lower + upper > 0) { // The same mass on the other side, where a difference is exact.
      double swapped = -lower;
      lower = -upper;
      upper = swapped;
    }
    // Far out σ(t) = eᵗ to rounding, and its logarithm remains when it underflows.
    return upper < -40
        ? upper + Math.log1p(-Math.exp(lower - upper))
        : Math.log(sigmoid(upper) - sigmoid(lower));
  }

  /** Returns log Σ exp(x). */
  static double logSumExp(double... x) {
    double largest = Arrays.stream(x).max().orElseThrow();
    return largest + Math.log(Arrays.stream(x).map(t -> Math.exp(t - largest)).sum());
  }

  private static double sigmoid(double x) {
    return x > 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }
}
