package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class ActivationTest {
  private static final Map<Activation, DoubleUnaryOperator> FORMULAS =
      Map.of(
          Activation.TANH, x -> (Math.exp(x) - Math.exp(-x)) / (Math.exp(x) + Math.exp(-x)),
          Activation.SIGMOID, x -> 1 / (1 + Math.exp(-x)),
          Activation.RELU, x -> x > 0 ? x : 0,
          Activation.LEAKY_RELU, x -> x > 0 ? x : 0.2 * x,
          Activation.ELU, x -> x > 0 ? x : Math.exp(x) - 1,
          Activation.SOFTPLUS, x -> Math.log(1 + Math.exp(x)),
          Activation.SWISH, x -> x / (1 + Math.exp(-x)));

  /** None so near to 0 that a difference would reach across the kink of a rectifier. */
  private static final float[] POINTS = {-8, -3, -1, -0.5f, -0.01f, 0.01f, 0.5f, 1, 3, 8};

  @ParameterizedTest
  @EnumSource
  void agreesWithItsFormula(Activation activation) {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(2, 5), POINTS);
      Operand<TFloat32> y = activation.apply(harness.tf(), x);
      float[] values = harness.run(y);
      float[] gradient = harness.run(harness.gradient(y, x));
      DoubleUnaryOperator formula = FORMULAS.get(activation);
      assertEquals(Shape.of(2, 5), harness.shape(y));
      for (int i = 0; i < POINTS.length; i++) {
        double at = POINTS[i];
        // A few roundings of 32-bit floats; TensorFlow's tanh is a rational approximation.
        assertEquals(formula.applyAsDouble(at), values[i], 2e-6 * (1 + Math.abs(at)));
        assertEquals(FiniteDifferences.derivative(formula, at), gradient[i], 2e-6, "at " + at);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void isFiniteFarOut(Activation activation) {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(2), -1000, 1000);
      Operand<TFloat32> y = activation.apply(harness.tf(), x);
      for (float value : harness.run(y)) {
        assertEquals(true, Float.isFinite(value));
      }
      for (float slope : harness.run(harness.gradient(y, x))) {
        assertEquals(true, Float.isFinite(slope));
      }
    }
  }
}
