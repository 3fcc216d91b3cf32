package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class PixelRnnTest extends ArchitectureContract {
  private static PixelRnn rnn(PixelRnn.Cell cell, int layers, int units, int first, int top) {
    return new PixelRnn(cell, layers, units, first, 3, top, new GlorotUniform());
  }

  @Override
  List<Case> cases() {
    return Stream.of(PixelRnn.Cell.values())
        .map(
            cell ->
                new Case(
                    cell.toString(),
                    rnn(cell, 1, 3, 3, 6),
                    Shape.of(3, 4, 1),
                    ImmutableList.of(
                        new Head("logits", Shape.of(3, 4, 1), Fill.of(0.7, 12)),
                        Head.ofSize("scale", 24)),
                    // Rectifiers: see theGradientIsThatOfDifferences.
                    false))
        .toList();
  }

  static Stream<Arguments> options() {
    // Layers; units; the first kernel; observations; order; size of a context; numbers for each.
    return Stream.of(PixelRnn.Cell.values())
        .flatMap(
            cell ->
                Stream.of(
                    Arguments.of(cell, 1, 3, 3, Shape.of(4, 5, 1), ChannelOrder.IN_TURN, 0, 1),
                    Arguments.of(cell, 2, 6, 5, Shape.of(3, 2, 3), ChannelOrder.IN_TURN, 2, 2),
                    Arguments.of(cell, 1, 4, 7, Shape.of(2, 3, 3), ChannelOrder.TOGETHER, 0, 7),
                    Arguments.of(cell, 1, 2, 3, Shape.of(1, 4, 2), ChannelOrder.IN_TURN, 0, 1),
                    Arguments.of(cell, 1, 2, 3, Shape.of(4, 1, 1), ChannelOrder.IN_TURN, 1, 3)));
  }

  @ParameterizedTest
  @MethodSource("options")
  void itIsTheHosts(
      PixelRnn.Cell cell,
      int layers,
      int units,
      int first,
      Shape observed,
      ChannelOrder order,
      int contextSize,
      int numbers) {
    PixelRnn spec = rnn(cell, layers, units, first, 6);
    Head head = Head.ofSize("out", order.places(observed) * numbers);
    try (BuiltCausal built =
        new BuiltCausal(spec, observed, contextSize, order, ImmutableList.of(head), 0.5)) {
      float[] actual = built.harness.run(built.outputs.get(0));
      for (int row = 0; row < BuiltCausal.ROWS; row++) {
        double[] expected =
            new HostPixelRnn(built.parameters, spec, observed, order, built.contextOf(row))
                .outputs(head, built.row(row));
        for (int o = 0; o < expected.length; o++) {
          // Some dozens of sums and functions of order 1 in 32-bit floats, one after the other.
          assertEquals(
              expected[o], actual[row * expected.length + o], 2e-5 * (1 + Math.abs(expected[o])));
        }
      }
    }
  }

  @Test
  void aDiagonalBiLstmSeesAllPixelsBefore() {
    int height = 4;
    int width = 7;
    double[][] slopes = slopes(PixelRnn.Cell.DIAGONAL_BILSTM, height, width);
    for (int o = 0; o < height * width; o++) {
      for (int i = 0; i < height * width; i++) {
        assertEquals(i < o, slopes[o][i] != 0, "output %d by input %d".formatted(o, i));
      }
    }
  }

  /** The kernels are 3 wide: that of the image, those of the layer, those from row to row. */
  @Test
  void aRowLstmSeesATriangle() {
    int height = 4;
    int width = 12;
    double[][] slopes = slopes(PixelRnn.Cell.ROW_LSTM, height, width);
    for (int o = 0; o < height * width; o++) {
      for (int i = 0; i < height * width; i++) {
        int above = o / width - i / width;
        int right = i % width - o % width;
        // A row wider to each side with each row; of the image's convolution a column to each side,
        // which comes with a row above; to the left the layer's own kernel besides.
        boolean sees =
            above == 0
                ? right < 0 && right >= -2
                : above > 0 && right <= above && right >= -above - 2;
        assertEquals(sees, slopes[o][i] != 0, "output %d by input %d".formatted(o, i));
      }
    }
  }

  private static double[][] slopes(PixelRnn.Cell cell, int height, int width) {
    try (BuiltCausal built =
        new BuiltCausal(
            rnn(cell, 1, 16, 3, 24),
            Shape.of(height, width, 1),
            0,
            ChannelOrder.IN_TURN,
            ImmutableList.of(Head.ofSize("out", height * width)),
            0.7)) {
      return built.slopes(0);
    }
  }

  /** Of the hidden states, before the rectifiers. */
  @ParameterizedTest
  @EnumSource
  void theGradientIsThatOfDifferences(PixelRnn.Cell cell) {
    Head head = Head.ofSize("out", 36);
    try (BuiltCausal built =
        new BuiltCausal(
            rnn(cell, 1, 3, 3, 6),
            Shape.of(3, 4, 3),
            2,
            ChannelOrder.IN_TURN,
            ImmutableList.of(head),
            0.3)) {
      CausalImageNetwork network = (CausalImageNetwork) built.network;
      PixelRnnBody body = (PixelRnnBody) network.body();
      Pass pass = Pass.evaluation();
      var tf = built.harness.tf();
      Rows rows =
          new Rows.All(
              network.image(),
              built.x,
              built.context.map(
                  given -> network.conditioning().orElseThrow().map().apply(tf, given, pass)));
      Operand<TFloat32> map = body.first().of(tf, rows, pass);
      Operand<TFloat32> states = body.blocks().get(0).recurrence().apply(tf, map, rows, pass);
      Operand<TFloat32> loss = tf.reduceSum(tf.math.square(states), tf.array(0, 1, 2, 3));
      ImmutableList<String> names =
          built.parameters.byName().keySet().stream()
              .filter(
                  name ->
                      name.contains("first") || name.contains("input") || name.contains("state"))
              .collect(ImmutableList.toImmutableList());
      ImmutableList<float[]> gradients =
          built.harness.run(
              built.harness.gradients(
                  loss, names.stream().map(built.parameters.byName()::get).toList()));
      for (int i = 0; i < names.size(); i++) {
        // The loss is of order 1 and rounded to 10⁻⁷; a difference multiplies this by 100.
        DirectionalDerivative.assertGradient(
            built.harness,
            loss,
            built.parameters.byName().get(names.get(i)),
            gradients.get(i),
            5e-4,
            names.get(i));
      }
    }
  }

  @Test
  void imagesOfOneRowHaveAGradientForAllWeights() {
    try (BuiltCausal built =
        new BuiltCausal(
            rnn(PixelRnn.Cell.ROW_LSTM, 2, 2, 3, 4),
            Shape.of(1, 3, 1),
            0,
            ChannelOrder.IN_TURN,
            ImmutableList.of(Head.ofSize("out", 3)),
            0.3)) {
      // Without a path there would be an error. There is nothing above, so that it is 0.
      float[] slopes =
          built.harness.run(
              built.harness.gradient(
                  built.outputs.get(0),
                  built.parameters.byName().get("net.block1.row.state.weights")));
      assertArrayEquals(new float[slopes.length], slopes);
    }
  }

  private static String refusal(Runnable runnable) {
    return assertThrows(IllegalArgumentException.class, runnable::run).getMessage();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertEquals(
        "firstKernel must be odd, for a masked kernel has a pixel in its middle, but is 4; 5 works",
        refusal(() -> rnn(PixelRnn.Cell.ROW_LSTM, 1, 4, 4, 8)));
    PixelRnn spec = rnn(PixelRnn.Cell.ROW_LSTM, 1, 4, 3, 8);
    try (GraphHarness harness = new GraphHarness()) {
      String message =
          refusal(
              () ->
                  spec.build(
                      new InputParameters(harness, 1),
                      "net",
                      Shape.of(4),
                      ImmutableList.of(Head.ofSize("out", 4))));
      assertTrue(message.contains("[height, width, channels]"), message);
    }
  }
}
