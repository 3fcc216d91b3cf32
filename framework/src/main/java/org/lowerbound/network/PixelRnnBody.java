package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The features of a {@link PixelRnn} in a graph.
 *
 * @param width of an image
 * @param first the convolution of the image with its margin
 * @param blocks the recurrent layers
 * @param top what is between them and the heads
 */
record PixelRnnBody(int width, CausalBody first, ImmutableList<Block> blocks, CausalLayer top)
    implements CausalBody {
  /**
   * A recurrent layer with what is added to its input.
   *
   * @param recurrence from 2h features to h
   * @param back from h features to 2h
   */
  record Block(CausalLayer recurrence, CausalLayer back) {}

  /** Makes the parameters, of all layers from below. */
  static PixelRnnBody create(PixelRnn spec, CausalMaker maker, String name) {
    int margin = spec.cell() == PixelRnn.Cell.DIAGONAL_BILSTM ? 1 : 0;
    CausalBody first = first(spec, maker, name + ".first", margin);
    ImmutableList.Builder<Block> blocks = ImmutableList.builder();
    for (int i = 1; i <= spec.layers(); i++) {
      String block = name + ".block" + i;
      blocks.add(
          new Block(
              new Maker(maker, block, spec.units(), margin).recurrence(spec),
              maker.pixelwise(block + ".back", spec.units(), 2 * spec.units())));
    }
    CausalLayer relu = CausalLayer.of(Activation.RELU.layer());
    return new PixelRnnBody(
        maker.image().width(),
        first,
        blocks.build(),
        CausalLayer.chain(
            relu, maker.pixelwise(name + ".top", 2 * spec.units(), spec.top()), relu));
  }

  private static CausalBody first(PixelRnn spec, CausalMaker maker, String name, int margin) {
    int above = spec.firstKernel() / 2;
    int features = 2 * spec.units();
    CausalConvolution convolution =
        maker.masked(
            name,
            above + 1,
            spec.firstKernel(),
            maker.groups().of(maker.image().channels()),
            maker.groups().of(features),
            true);
    Bias bias = Bias.create(maker.parameters(), name, features, new Zeros());
    return (tf, rows, pass) ->
        bias.apply(
            tf, convolution.apply(tf, withMargin(tf, rows.image(tf, above), margin), pass), pass);
  }

  /** Returns a map with columns of zeros on its right, {@code [images, h, W + margin, n]}. */
  static Operand<TFloat32> withMargin(Ops tf, Operand<TFloat32> map, int margin) {
    return margin == 0
        ? map
        : tf.pad(
            map, tf.constant(new int[][] {{0, 0}, {0, 0}, {0, margin}, {0, 0}}), tf.constant(0f));
  }

  /**
   * Makes the recurrent layer of a block.
   *
   * @param units h
   * @param margin the columns of zeros to the right of the image
   */
  private record Maker(CausalMaker layers, String block, int units, int margin) {
    CausalLayer recurrence(PixelRnn spec) {
      int width = layers.image().width() + margin;
      return switch (spec.cell()) {
        case ROW_LSTM ->
            new RowLstm(
                inputToState("row", spec.kernel()),
                new CausalConvolution(
                    stateToState("row", 1, spec.kernel()),
                    Optional.empty(),
                    spec.kernel() / 2,
                    spec.kernel() / 2),
                strip(width),
                strip(width),
                width,
                units);
        case DIAGONAL_BILSTM ->
            new DiagonalBiLstm(
                inputToState("left", 1),
                inputToState("right", 1),
                Stream.of("left", "right")
                    .map(direction -> stateToState(direction, 2, 1))
                    .collect(ImmutableList.toImmutableList()),
                ImmutableList.of(strip(width), strip(width)),
                width,
                units);
      };
    }

    private RowMemory.Strip strip(int width) {
      return layers.memory().strip(1, new ImageShape(layers.image().height(), width, units));
    }

    private CausalLayer inputToState(String direction, int width) {
      return InputToState.create(
          layers,
          block + "." + direction + ".input",
          width,
          layers.groups().of(2 * units),
          ofGates(),
          margin);
    }

    private Weights stateToState(String direction, int height, int width) {
      return layers.weights(
          block + "." + direction + ".state", height, width, units, LstmState.GATES * units);
    }

    /** Returns the groups of the sums, gate by gate. */
    private ImmutableIntArray ofGates() {
      ImmutableIntArray hidden = layers.groups().of(units);
      return ImmutableIntArray.copyOf(
          IntStream.range(0, LstmState.GATES).flatMap(gate -> hidden.stream()));
    }
  }

  @Override
  public Operand<TFloat32> of(Ops tf, Rows rows, Pass pass) {
    Operand<TFloat32> map = first.of(tf, rows, pass);
    for (Block block : blocks) {
      Operand<TFloat32> states = block.recurrence().apply(tf, map, rows, pass);
      map = tf.math.add(map, block.back().apply(tf, states, rows, pass)); // [images, h, W, 2h]
    }
    // Without the margin, if there is one.
    Operand<TFloat32> own = tf.slice(map, tf.array(0, 0, 0, 0), tf.array(-1, -1, width, -1));
    return top.apply(tf, own, rows, pass); // [images, h, W, top]
  }
}
