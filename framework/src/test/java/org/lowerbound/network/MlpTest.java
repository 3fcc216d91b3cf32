package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class MlpTest {
  private static final int IN = 6;

  private static Mlp mlp(Integer... hidden) {
    return new Mlp(ImmutableList.copyOf(hidden), Activation.TANH, new GlorotUniform());
  }

  private static ImmutableList<Head> heads() {
    return ImmutableList.of(
        Head.ofSize("loc", 2), new Head("logits", Shape.of(2, 2, 1), Fill.of(0.7, 4)));
  }

  /** Returns x W + b in double precision. */
  private static double[] affine(InputParameters parameters, String name, double[] x) {
    float[] w = parameters.values(name + ".weights");
    float[] b = parameters.values(name + ".bias");
    double[] y = new double[b.length];
    for (int o = 0; o < y.length; o++) {
      y[o] = b[o];
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * w[i * y.length + o];
      }
    }
    return y;
  }

  private static double[] onHost(
      InputParameters parameters, int hiddenLayers, String head, float[] input, int row) {
    double[] x = new double[IN];
    for (int i = 0; i < IN; i++) {
      x[i] = input[row * IN + i];
    }
    for (int layer = 1; layer <= hiddenLayers; layer++) {
      x = Arrays.stream(affine(parameters, "net.hidden" + layer, x)).map(Math::tanh).toArray();
    }
    return affine(parameters, "net." + head, x);
  }

  private static void check(Shape inputShape, Integer... hidden) {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      Network network = mlp(hidden).build(parameters, "net", Shape.of(2, 3, 1), heads());
      // Biases start at 0: move them, so that they count.
      parameters
          .byName()
          .forEach(
              (name, input) -> {
                if (name.endsWith(".bias")) {
                  harness.set(input, Draws.normal(name, harness.get(input).length, 0, 1));
                }
              });
      float[] values = Draws.normal("input", (int) inputShape.size(), 0, 1);
      ImmutableList<Operand<TFloat32>> outputs =
          network.apply(harness.tf(), harness.input(inputShape, values), Pass.evaluation());
      int[] sizes = {2, 4};
      String[] names = {"loc", "logits"};
      for (int h = 0; h < 2; h++) {
        long[] expectedShape = inputShape.asArray();
        expectedShape[expectedShape.length - 1] = sizes[h];
        assertEquals(Shape.of(expectedShape), harness.shape(outputs.get(h)));
        float[] actual = harness.run(outputs.get(h));
        for (int i = 0; i < actual.length; i++) {
          double[] expected = onHost(parameters, hidden.length, names[h], values, i / sizes[h]);
          // Sums of a few terms of order 1 in 32-bit floats.
          assertEquals(expected[i % sizes[h]], actual[i], 5e-6);
        }
      }
    }
  }

  @Test
  void agreesWithTheHost() {
    check(Shape.of(5, IN), 4, 3);
  }

  @Test
  void keepsDrawsAndBatchApart() {
    check(Shape.of(3, 2, IN), 4);
  }

  @Test
  void withoutHiddenLayersItIsAffine() {
    check(Shape.of(4, IN));
    check(Shape.of(2, 2, IN));
  }

  @Test
  void hiddenBiasesStartAtZeroAndHeadsAtTheirOwn() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      mlp(5).build(parameters, "net", Shape.of(IN), heads());
      assertArrayEquals(new float[5], parameters.values("net.hidden1.bias"));
      assertArrayEquals(new float[2], parameters.values("net.loc.bias"));
      assertArrayEquals(new float[] {0.7f, 0.7f, 0.7f, 0.7f}, parameters.values("net.logits.bias"));
    }
  }

  @Test
  void layersOfOneShapeNeverStartEqual() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      ImmutableList<Head> twoAlike =
          ImmutableList.of(Head.ofSize("loc", IN), Head.ofSize("logScale", IN));
      mlp(IN, IN).build(parameters, "encoder", Shape.of(IN), twoAlike);
      mlp(IN, IN).build(parameters, "decoder", Shape.of(IN), twoAlike);
      List<String> weights =
          parameters.byName().keySet().stream().filter(n -> n.endsWith(".weights")).toList();
      assertEquals(8, weights.size());
      for (String a : weights) {
        for (String b : weights) {
          if (!a.equals(b)) {
            assertFalse(Arrays.equals(parameters.values(a), parameters.values(b)), a + " = " + b);
          }
        }
      }
    }
  }

  @Test
  void oneDescriptionBuildsIndependentCopies() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      Mlp mlp = mlp(2);
      mlp.build(parameters, "a", Shape.of(IN), heads());
      mlp.build(parameters, "b", Shape.of(IN), heads());
      assertEquals(12, parameters.byName().size());
    }
  }

  @Test
  void gradientsReachEveryParameter() {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 3);
      Network network =
          mlp(3, 2).build(parameters, "net", Shape.of(IN), ImmutableList.of(Head.ofSize("y", 2)));
      Operand<TFloat32> input =
          harness.input(Shape.of(2, 2, IN), Draws.normal("input", 4 * IN, 0, 1));
      Operand<TFloat32> loss =
          harness.tf().math.square(network.apply(harness.tf(), input, Pass.evaluation()).get(0));
      parameters
          .byName()
          .forEach(
              (name, parameter) -> {
                float[] actual = harness.run(harness.gradient(loss, parameter));
                double[] expected = FiniteDifferences.gradient(harness, loss, parameter);
                for (int i = 0; i < actual.length; i++) {
                  // Rounding of values near 1, times 1.5 / h ≈ 100.
                  assertEquals(expected[i], actual[i], 1e-4 * (1 + Math.abs(expected[i])), name);
                }
              });
    }
  }

  @Test
  void widthsMustBePositive() {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> mlp(4, 0));
    assertEquals("hidden widths must be positive but are [4, 0]", error.getMessage());
  }

  @Test
  void aHeadHasAKnownShape() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> new Head("logits", Shape.of(-1), new Zeros()));
    assertEquals("head logits must have a known shape but has [-1]", error.getMessage());
  }
}
