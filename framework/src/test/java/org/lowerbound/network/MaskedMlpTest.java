package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class MaskedMlpTest extends ArchitectureContract {
  private static MaskedMlp masked(List<Integer> hidden) {
    return new MaskedMlp(ImmutableList.copyOf(hidden), Activation.TANH, new GlorotUniform());
  }

  private static ImmutableList<Head> heads(int dimension) {
    return ImmutableList.of(
        Head.ofSize("shift", dimension),
        new Head("logScale", Shape.of(dimension), Fill.of(0.4, dimension)));
  }

  @Override
  List<Case> cases() {
    return List.of(
        new Case("two layers", masked(List.of(9, 8)), Shape.of(5), heads(5), true),
        new Case("linear", masked(List.of()), Shape.of(2, 2, 1), heads(4), true));
  }

  /** A network of given order and context, with parameters away from where they start. */
  private static final class Flow implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 3);
    final int dimension;
    final int contextSize;
    final MaskedNetwork network;

    Flow(List<Integer> order, List<Integer> hidden, int contextSize) {
      this.dimension = order.size();
      this.contextSize = contextSize;
      this.network =
          masked(hidden)
              .autoregressive(
                  parameters, "flow", ImmutableList.copyOf(order), contextSize, heads(dimension));
      // No two weights cancel, and none is 0.
      parameters
          .byName()
          .forEach(
              (name, input) ->
                  harness.set(input, Draws.normal(name, harness.get(input).length, 0.1, 0.5)));
    }

    Operand<TFloat32> vectors(String name, int size, long... leading) {
      long[] axes = Arrays.copyOf(leading, leading.length + 1);
      axes[leading.length] = size;
      Shape shape = Shape.of(axes);
      return harness.input(shape, Draws.normal(name, (int) shape.size(), 0, 1));
    }

    Optional<Operand<TFloat32>> context(long... leading) {
      return contextSize == 0
          ? Optional.empty()
          : Optional.of(vectors("context", contextSize, leading));
    }

    /** Returns the derivatives of one element by all of another node's. */
    float[] slopes(Operand<TFloat32> output, int element, Operand<TFloat32> by) {
      float[] pick = new float[dimension];
      pick[element] = 1;
      return harness.run(
          harness.gradient(harness.tf().math.mul(output, harness.tf().constant(pick)), by));
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  static Stream<Arguments> orders() {
    List<Integer> mixed = List.of(2, 0, 4, 1, 3);
    return Stream.of(0, 2)
        .flatMap(
            context ->
                Stream.of(
                    // Wide enough for every dependence to be there, in the last column.
                    Arguments.of(List.of(0, 1, 2, 3, 4), List.of(7), context, true),
                    Arguments.of(mixed, List.of(12, 10, 5), context, true),
                    Arguments.of(mixed, List.of(), context, true),
                    Arguments.of(List.of(4, 3, 2, 1, 0), List.of(2, 9), context, false),
                    Arguments.of(mixed, List.of(1), context, false),
                    Arguments.of(List.of(1, 0), List.of(3), context, true),
                    Arguments.of(List.of(0), List.of(3, 2), context, true)));
  }

  @ParameterizedTest
  @MethodSource("orders")
  void theJacobianIsStrictlyTriangularInTheOrder(
      List<Integer> order, List<Integer> hidden, int contextSize, boolean full) {
    try (Flow flow = new Flow(order, hidden, contextSize)) {
      Operand<TFloat32> x = flow.vectors("x", flow.dimension, 1);
      var outputs = flow.network.apply(flow.harness.tf(), x, flow.context(1), Pass.evaluation());
      assertEquals(2, outputs.size());
      for (Operand<TFloat32> output : outputs) {
        for (int i = 0; i < flow.dimension; i++) {
          float[] slopes = flow.slopes(output, i, x);
          for (int j = 0; j < flow.dimension; j++) {
            boolean before = order.indexOf(j) < order.indexOf(i);
            if (!before) {
              assertTrue(slopes[j] == 0, "output " + i + " by input " + j); // Or -0.
            } else if (full) {
              assertTrue(Math.abs(slopes[j]) > 1e-6, "output " + i + " by input " + j);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("orders")
  void everyOutputSeesAllOfTheContext(
      List<Integer> order, List<Integer> hidden, int contextSize, boolean full) {
    if (contextSize == 0) {
      return;
    }
    try (Flow flow = new Flow(order, hidden, contextSize)) {
      Operand<TFloat32> context = flow.context(1).orElseThrow();
      var outputs =
          flow.network.apply(
              flow.harness.tf(),
              flow.vectors("x", flow.dimension, 1),
              Optional.of(context),
              Pass.evaluation());
      for (Operand<TFloat32> output : outputs) {
        for (int i = 0; i < flow.dimension; i++) {
          for (float slope : flow.slopes(output, i, context)) {
            assertTrue(Math.abs(slope) > 1e-6, "output " + i);
          }
        }
      }
    }
  }

  @Test
  void aContextOfTheBatchBroadcastsToItsDraws() {
    try (Flow flow = new Flow(List.of(1, 0, 2), List.of(6, 5), 2)) {
      var tf = flow.harness.tf();
      Operand<TFloat32> x = flow.vectors("x", 3, 4, 2);
      Operand<TFloat32> context = flow.vectors("context", 2, 2);
      Operand<TFloat32> output =
          flow.network.apply(tf, x, Optional.of(context), Pass.evaluation()).get(0);
      assertEquals(Shape.of(4, 2, 3), flow.harness.shape(output));
      float[] all = flow.harness.run(output);
      for (int draw = 0; draw < 4; draw++) {
        Operand<TFloat32> one =
            tf.reshape(tf.slice(x, tf.array(draw, 0, 0), tf.array(1, -1, -1)), tf.array(2, 3));
        assertArrayEquals(
            Arrays.copyOfRange(all, draw * 6, draw * 6 + 6),
            flow.harness.run(
                flow.network.apply(tf, one, Optional.of(context), Pass.evaluation()).get(0)),
            1e-6f);
      }
    }
  }

  @Test
  void agreesWithTheHost() {
    // Three inputs; hidden units of degrees 0, 0, 1, 1, 2, 2, of which degree m sees the first m.
    int[] degrees = {0, 0, 1, 1, 2, 2};
    try (Flow flow = new Flow(List.of(2, 0, 1), List.of(6), 2)) {
      int[] place = {2, 3, 1}; // of inputs 0, 1, 2, counted from 1
      Operand<TFloat32> x = flow.vectors("x", 3);
      Operand<TFloat32> context = flow.vectors("context", 2);
      float[] actual =
          flow.harness.run(
              flow.network
                  .apply(flow.harness.tf(), x, Optional.of(context), Pass.evaluation())
                  .get(1));
      float[] w = flow.parameters.values("flow.hidden1.weights");
      float[] c = flow.parameters.values("flow.hidden1.context");
      float[] v = flow.parameters.values("flow.logScale.weights");
      double[] hidden = new double[6];
      for (int h = 0; h < 6; h++) {
        double sum = flow.parameters.values("flow.hidden1.bias")[h];
        for (int i = 0; i < 3; i++) {
          sum += place[i] <= degrees[h] ? flow.harness.get(x)[i] * w[i * 6 + h] : 0;
        }
        for (int i = 0; i < 2; i++) {
          sum += flow.harness.get(context)[i] * c[i * 6 + h];
        }
        hidden[h] = Math.tanh(sum);
      }
      for (int o = 0; o < 3; o++) {
        double expected = flow.parameters.values("flow.logScale.bias")[o];
        for (int h = 0; h < 6; h++) {
          expected += degrees[h] < place[o] ? hidden[h] * v[h * 3 + o] : 0;
        }
        assertEquals(expected, actual[o], 5e-6);
      }
    }
  }

  @Test
  void aFrozenPassHoldsTheContextsWeightsToo() {
    try (Flow flow = new Flow(List.of(0, 1, 2), List.of(4), 2)) {
      Operand<TFloat32> output =
          flow.network
              .apply(
                  flow.harness.tf(),
                  flow.vectors("x", 3, 2),
                  flow.context(2),
                  Pass.evaluation().freeze())
              .get(0);
      flow.parameters
          .byName()
          .forEach(
              (name, parameter) ->
                  assertEquals(
                      0,
                      largest(flow.harness.run(flow.harness.gradient(output, parameter))),
                      name));
    }
  }

  private static String refusal(Runnable runnable) {
    return assertThrows(IllegalArgumentException.class, runnable::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertEquals(
        "encoder.loc: a causal network has as many outputs for each of the 5 values of [5], but"
            + " this head has shape [2]",
        refusal(
            () -> {
              try (GraphHarness harness = new GraphHarness()) {
                masked(List.of(4))
                    .build(
                        new InputParameters(harness, 1),
                        "encoder",
                        Shape.of(5),
                        ImmutableList.of(Head.ofSize("loc", 2)));
              }
            }));
    assertEquals(
        "flow: an order has each of 0 … 2 once, but is [0, 2, 2]",
        refusal(() -> new Flow(List.of(0, 2, 2), List.of(4), 0)));
    try (Flow flow = new Flow(List.of(0, 1, 2), List.of(4), 2)) {
      assertEquals(
          "flow: was made with a context of size 2, but is given none",
          refusal(
              () ->
                  flow.network.apply(
                      flow.harness.tf(),
                      flow.vectors("x", 3, 2),
                      Optional.empty(),
                      Pass.evaluation())));
    }
  }
}
