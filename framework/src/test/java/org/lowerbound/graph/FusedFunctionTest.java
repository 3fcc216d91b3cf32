package org.lowerbound.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class FusedFunctionTest {
  private static final String COMPILED = "PartitionedCall";

  /** 512 · 256 values, the fewest that are compiled. */
  private static final int WIDTH = 256;

  private static final int COMPILED_ROWS = 512;

  private static final FusedGradient GRADIENT =
      FusedGradient.register(
          "test-product",
          (tf, in) -> List.of(tf.math.mul(in.get(2), in.get(1))),
          (tf, in) -> List.of(tf.reduceSum(tf.math.mul(in.get(2), in.get(0)), tf.constant(0))));

  /** Returns x·y + 1 and x − y, of a matrix and a row. */
  private static List<Operand<TFloat32>> productAndDifference(
      Ops tf, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    Operand<TFloat32> y = inputs.get(1);
    return List.of(tf.math.add(tf.math.mul(x, y), tf.constant(1f)), tf.math.sub(x, y));
  }

  private static List<Operand<TFloat32>> call(Ops tf, Operand<TFloat32> x, Operand<TFloat32> y) {
    return FusedFunction.call(
        tf, "test-function", List.of(x, y), FusedFunctionTest::productAndDifference);
  }

  private static long compiledCalls(GraphHarness harness) {
    long calls = 0;
    var operations = ((Graph) harness.tf().scope().env()).operations();
    while (operations.hasNext()) {
      calls += operations.next().type().equals(COMPILED) ? 1 : 0;
    }
    return calls;
  }

  @ParameterizedTest
  @ValueSource(ints = {COMPILED_ROWS - 1, COMPILED_ROWS, COMPILED_ROWS + 1})
  void theValuesAreTheSameCompiledOrNot(int rows) {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = Draws.normal("x", rows * WIDTH, 0, 1);
      float[] y = Draws.normal("y", WIDTH, 0, 1);
      List<Operand<TFloat32>> values =
          call(
              harness.tf(),
              harness.input(Shape.of(rows, WIDTH), x),
              harness.input(Shape.of(WIDTH), y));
      assertEquals(rows >= COMPILED_ROWS ? 1 : 0, compiledCalls(harness));
      List<float[]> run = harness.run(values);
      for (int i = 0; i < x.length; i++) {
        // Rounded once or twice: XLA may multiply and add in one instruction.
        assertEquals(x[i] * (double) y[i % WIDTH] + 1, run.get(0)[i], 1e-6);
        assertEquals(x[i] - y[i % WIDTH], run.get(1)[i]);
      }
      for (Operand<TFloat32> value : values) {
        assertEquals(Shape.of(rows, WIDTH), value.shape());
      }
    }
  }

  @Test
  void aBatchOfUnknownSizeStaysOne() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      float[] table = Draws.normal("table", 2 * COMPILED_ROWS * WIDTH, 0, 1);
      Operand<TFloat32> rows =
          tf.gather(
              harness.input(Shape.of(2, COMPILED_ROWS, WIDTH), table),
              harness.rows(),
              tf.constant(0));
      assertArrayEquals(new long[] {-1, COMPILED_ROWS, WIDTH}, rows.shape().asArray());
      Operand<TFloat32> difference =
          call(tf, rows, harness.input(Shape.of(WIDTH), new float[WIDTH])).get(1);
      assertArrayEquals(new long[] {-1, COMPILED_ROWS, WIDTH}, difference.shape().asArray());
      assertEquals(1, compiledCalls(harness));
      for (int[] batch : new int[][] {{1}, {0, 1}, {0, 1, 0}, {1}}) {
        harness.setRows(batch);
        float[] values = harness.run(difference);
        assertEquals(batch.length * COMPILED_ROWS * WIDTH, values.length);
        assertEquals(table[batch[0] * COMPILED_ROWS * WIDTH], values[0]);
      }
    }
  }

  @Test
  void oneLargeInputIsEnough() {
    assertFalse(FusedFunction.pays(Shape.unknown()));
    assertFalse(FusedFunction.pays(Shape.scalar()));
    assertFalse(FusedFunction.pays(Shape.of(-1, 784)));
    assertFalse(FusedFunction.pays(Shape.of(1, 131_071)));
    assertTrue(FusedFunction.pays(Shape.of(131_072)));
    assertTrue(FusedFunction.pays(Shape.of(1000, -1, 784)));
    assertTrue(FusedFunction.pays(Shape.of(1 << 20, 1 << 20, 1 << 20)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, COMPILED_ROWS})
  void theGradientsAreTheRegisteredOnes(int rows) {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      float[] xs = Draws.normal("x", rows * WIDTH, 0, 1);
      float[] ys = Draws.normal("y", WIDTH, 0, 1);
      Operand<TFloat32> x = harness.input(Shape.of(rows, WIDTH), xs);
      Operand<TFloat32> y = harness.input(Shape.of(WIDTH), ys);
      Operand<TFloat32> product = GRADIENT.attach(tf, tf.math.mul(x, y), List.of(x, y));
      // In scopes, and twice in a graph: names get prefixes and endings.
      Operand<TFloat32> tripled =
          tf.math.mul(
              tf.constant(2f),
              GRADIENT.attach(tf.withSubScope("again"), tf.math.mul(x, y), List.of(x, y)));
      Operand<TFloat32> sum = tf.math.add(product, tripled);
      List<float[]> both = harness.run(List.copyOf(harness.gradients(sum, List.of(x, y))));
      assertArrayEquals(
          harness.run(harness.gradient(sum, x)), both.get(0), "one alone and both together");
      double[] byY = new double[WIDTH];
      for (int i = 0; i < xs.length; i++) {
        assertEquals(3 * ys[i % WIDTH], both.get(0)[i], 1e-6 * (1 + Math.abs(ys[i % WIDTH])));
        byY[i % WIDTH] += 3 * xs[i];
      }
      for (int i = 0; i < WIDTH; i++) {
        assertEquals(byY[i], both.get(1)[i], 1e-6 * rows); // Rounding of as many additions.
      }
    }
  }
}
