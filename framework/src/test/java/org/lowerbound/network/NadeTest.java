package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.ndarray.Shape;

final class NadeTest extends ArchitectureContract {
  private static final Nade NADE = new Nade(6, Activation.SIGMOID, new GlorotUniform());

  @Override
  List<Case> cases() {
    return List.of(
        new Case(
            "vector",
            NADE,
            Shape.of(5),
            ImmutableList.of(Head.ofSize("loc", 5), Head.ofSize("scale", 10)),
            true),
        new Case(
            "image",
            NADE,
            Shape.of(2, 3, 1),
            ImmutableList.of(new Head("logits", Shape.of(2, 3, 1), Fill.of(0.7, 6))),
            true));
  }

  /** By the loop of the paper. */
  private static double[] host(BuiltCausal built, int row, Head head, int values) {
    InputParameters parameters = built.parameters;
    float[] w = parameters.values("net.hidden.weights");
    float[] v = parameters.values("net." + head.name() + ".weights");
    float[] b = parameters.values("net." + head.name() + ".bias");
    float[] c = parameters.values("net.hidden.bias");
    double[] x = built.row(row);
    double[] context = built.contextOf(row);
    int hidden = c.length;
    double[] a = new double[hidden];
    for (int k = 0; k < hidden; k++) {
      a[k] = c[k];
      for (int j = 0; j < context.length; j++) {
        a[k] += context[j] * parameters.values("net.hidden.context")[j * hidden + k];
      }
    }
    int places = x.length / values;
    int ofPlace = head.size() / places;
    double[] outputs = new double[head.size()];
    for (int i = 0; i < places; i++) {
      for (int o = i * ofPlace; o < (i + 1) * ofPlace; o++) {
        outputs[o] = b[o];
        for (int k = 0; k < hidden; k++) {
          outputs[o] += v[k * head.size() + o] / (1 + Math.exp(-a[k]));
        }
      }
      for (int j = i * values; j < (i + 1) * values; j++) {
        for (int k = 0; k < hidden; k++) {
          a[k] += x[j] * w[j * hidden + k];
        }
      }
    }
    return outputs;
  }

  static Stream<Arguments> options() {
    // Observations; order; the size of a context; the numbers for each place.
    return Stream.of(
        Arguments.of(Shape.of(1), ChannelOrder.IN_TURN, 0, 1),
        Arguments.of(Shape.of(7), ChannelOrder.IN_TURN, 0, 2), // Blocks of 3, 3 and 1.
        Arguments.of(Shape.of(2, 3, 2), ChannelOrder.IN_TURN, 3, 2),
        Arguments.of(Shape.of(2, 4, 3), ChannelOrder.TOGETHER, 2, 5));
  }

  @ParameterizedTest
  @MethodSource("options")
  void itIsTheLoopOfThePaper(Shape observed, ChannelOrder order, int contextSize, int numbers) {
    int places = order.places(observed);
    int values = order.valuesOfPlace(observed);
    ImmutableList<Head> heads =
        ImmutableList.of(Head.ofSize("one", places), Head.ofSize("other", places * numbers));
    try (BuiltCausal built = new BuiltCausal(NADE, observed, contextSize, order, heads, 0.7)) {
      for (int h = 0; h < heads.size(); h++) {
        float[] actual = built.harness.run(built.outputs.get(h));
        int size = heads.get(h).size();
        for (int row = 0; row < BuiltCausal.ROWS; row++) {
          double[] expected = host(built, row, heads.get(h), values);
          for (int o = 0; o < size; o++) {
            // Sums of some terms of order 1 in 32-bit floats.
            assertEquals(expected[o], actual[row * size + o], 5e-6);
          }
        }
      }
    }
  }

  @Test
  void headsThatDoNotFitAreRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      NADE.build(
                          new InputParameters(harness, 1),
                          "net",
                          Shape.of(5),
                          ImmutableList.of(Head.ofSize("loc", 7))))
              .getMessage();
      assertTrue(message.startsWith("net.loc: a causal network has as many outputs"), message);
    }
  }
}
