package org.lowerbound.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class SoftmaxTest {
  private static final int N = 3;
  private static final List<Shape> SHAPES =
      List.of(Shape.of(N), Shape.of(2, N), Shape.of(4, 2, N), Shape.of(2, 2, 2, N));

  @Test
  void valuesAreThoseOfTheDefinitionsForAnyRank() {
    for (Shape shape : SHAPES) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] x = Draws.normal("x", (int) shape.size(), 0, 3);
        Operand<TFloat32> input = harness.input(shape, x);
        float[] sums = harness.run(Softmax.logSumExp(harness.tf(), input));
        float[] logs = harness.run(Softmax.logSoftmax(harness.tf(), input));
        float[] shares = harness.run(Softmax.softmax(harness.tf(), input));
        for (int i = 0; i < x.length; i++) {
          double sum = 0;
          for (int j = 0; j < N; j++) {
            sum += Math.exp(x[i / N * N + j]);
          }
          // A few operations in 32-bit floats on numbers of order 10.
          assertEquals(Math.log(sum), sums[i / N], 2e-6);
          assertEquals(x[i] - Math.log(sum), logs[i], 5e-6);
          assertEquals(Math.exp(x[i]) / sum, shares[i], 1e-6);
        }
      }
    }
  }

  @Test
  void gradientsAreThoseOfTheLastAxisForAnyRank() {
    List<BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>>> functions =
        List.of(Softmax::logSumExp, Softmax::logSoftmax, Softmax::softmax);
    for (Shape shape : SHAPES) {
      for (BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> function : functions) {
        try (GraphHarness harness = new GraphHarness()) {
          Operand<TFloat32> input =
              harness.input(shape, Draws.normal("x", (int) shape.size(), 0, 1));
          Operand<TFloat32> value = function.apply(harness.tf(), input);
          Shape shapeOfValue = harness.shape(value);
          // Different weights: the gradient of a plain sum of log-softmaxes hides errors.
          Operand<TFloat32> weighted =
              harness
                  .tf()
                  .math
                  .mul(
                      value,
                      harness.input(
                          shapeOfValue, Draws.normal("w", (int) shapeOfValue.size(), 0, 1)));
          double[] expected = FiniteDifferences.gradient(harness, weighted, input);
          float[] actual = harness.run(harness.gradient(weighted, input));
          for (int i = 0; i < actual.length; i++) {
            assertEquals(expected[i], actual[i], 5e-4); // Of differences in 32 bits.
          }
        }
      }
    }
  }

  @Test
  void farApartTermsStayFinite() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> input = harness.input(Shape.of(2, N), -1e4f, 0, 1e4f, -3e38f, -3e38f, 0);
      for (Operand<TFloat32> value :
          List.of(
              Softmax.logSumExp(harness.tf(), input),
              Softmax.logSoftmax(harness.tf(), input),
              Softmax.softmax(harness.tf(), input))) {
        for (float element : harness.run(value)) {
          assertTrue(Float.isFinite(element));
        }
        for (float element : harness.run(harness.gradient(value, input))) {
          assertTrue(Float.isFinite(element));
        }
      }
    }
  }
}
