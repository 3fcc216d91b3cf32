package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * {@link PixelRnn} in a graph.
 *
 * @param name the prefix of the parameters' names
 * @param image the shape of an observation
 * @param margin the columns of zeros to the right of the image
 * @param contextSize the length of the context, 0 for none
 * @param first the convolution of the image
 * @param blocks the recurrent layers
 * @param top what is between them and the heads
 * @param heads the outputs as rows
 */
record PixelRnnNetwork(
    String name,
    ImageShape image,
    int margin,
    int contextSize,
    Layer first,
    ImmutableList<Block> blocks,
    Layer top,
    ImmutableList<Layer> heads)
    implements CausalNetwork {
  /**
   * A recurrent layer with what is added to its input.
   *
   * @param recurrence from 2h features to h
   * @param back from h features to 2h
   */
  record Block(Recurrence recurrence, Layer back) {}

  /** Makes the parameters, of all layers from below. */
  static PixelRnnNetwork create(
      PixelRnn spec,
      ParameterStore parameters,
      String name,
      Shape observed,
      int contextSize,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    ImageShape image = ImageShape.of(name, observed);
    int margin = spec.cell() == PixelRnn.Cell.DIAGONAL_BILSTM ? 1 : 0;
    ImageShape map = new ImageShape(image.height(), image.width() + margin, image.channels());
    ChannelGroups groups = ChannelGroups.of(image, order);
    MaskedMaps maker = new MaskedMaps(parameters, spec.initializer());
    ImmutableIntArray hidden = groups.of(spec.units());
    ImmutableIntArray wide = groups.of(2 * spec.units());
    ImmutableIntArray top = groups.of(spec.top());
    Layer first =
        maker.withBias(
            name + ".first",
            spec.firstKernel() / 2,
            spec.firstKernel(),
            groups.of(image.channels()),
            wide,
            true);
    ImmutableList.Builder<Block> blocks = ImmutableList.builder();
    for (int i = 1; i <= spec.layers(); i++) {
      String block = name + ".block" + i;
      blocks.add(
          new Block(
              new Maker(maker, block, map, wide, hidden, contextSize).recurrence(spec),
              maker.withBias(block + ".back", 0, 1, hidden, wide, false)));
    }
    Layer relu = Activation.RELU.layer();
    return new PixelRnnNetwork(
        name,
        image,
        margin,
        contextSize,
        first,
        blocks.build(),
        Layer.chain(relu, maker.withBias(name + ".top", 0, 1, wide, top, false), relu),
        heads.stream()
            .map(head -> head(maker, name + "." + head.name(), image, groups, top, head))
            .collect(ImmutableList.toImmutableList()));
  }

  private static Layer head(
      MaskedMaps maker,
      String name,
      ImageShape image,
      ChannelGroups groups,
      ImmutableIntArray below,
      Head head) {
    int features = head.size() / (image.height() * image.width());
    return Layer.chain(
        maker.create(name, 0, 1, below, groups.of(features), false),
        image.withChannels(features).toRows(),
        Bias.create(maker.parameters(), name, head.size(), head.bias()));
  }

  /** Makes the recurrent layer of a block. */
  private record Maker(
      MaskedMaps convolutions,
      String block,
      ImageShape map,
      ImmutableIntArray below,
      ImmutableIntArray hidden,
      int contextSize) {
    Recurrence recurrence(PixelRnn spec) {
      return switch (spec.cell()) {
        case ROW_LSTM ->
            new RowLstm(
                inputToState("row", spec.kernel()),
                new CausalConvolution(
                    stateToState("row", 1, spec.kernel()),
                    Optional.empty(),
                    spec.kernel() / 2,
                    spec.kernel() / 2),
                map.height(),
                map.width(),
                spec.units());
        case DIAGONAL_BILSTM ->
            new DiagonalBiLstm(
                inputToState("left", 1),
                inputToState("right", 1),
                Stream.of("left", "right")
                    .map(direction -> stateToState(direction, 2, 1))
                    .collect(ImmutableList.toImmutableList()),
                map.height(),
                map.width(),
                spec.units());
      };
    }

    private InputToState inputToState(String direction, int width) {
      return InputToState.create(
          convolutions, block + "." + direction + ".input", width, below, ofGates(), contextSize);
    }

    private Weights stateToState(String direction, int height, int width) {
      return convolutions.kernel(
          block + "." + direction + ".state",
          height,
          width,
          hidden.length(),
          LstmState.GATES * hidden.length());
    }

    /** Returns the groups of the sums, gate by gate. */
    private ImmutableIntArray ofGates() {
      return ImmutableIntArray.copyOf(
          IntStream.range(0, LstmState.GATES).flatMap(gate -> hidden.stream()));
    }
  }

  @Override
  public ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    CausalShapes.checkInputs(name, image.size(), contextSize, x, context);
    Operand<TFloat32> map = first.apply(tf, image(tf, x, pass), pass);
    for (Block block : blocks) {
      Operand<TFloat32> states = block.recurrence().apply(tf, map, context, pass);
      map = tf.math.add(map, block.back().apply(tf, states, pass)); // [B, H, W, 2h]
    }
    Operand<TFloat32> features = top.apply(tf, withoutMargin(tf, map), pass); // [B, H, W, top]
    return heads.stream()
        .map(head -> head.apply(tf, features, pass))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns the image with its margin, {@code [B, H, W + margin, C]}. */
  Operand<TFloat32> image(Ops tf, Operand<TFloat32> x, Pass pass) {
    Operand<TFloat32> own = image.fromRows().apply(tf, x, pass);
    return margin == 0
        ? own
        : tf.pad(
            own, tf.constant(new int[][] {{0, 0}, {0, 0}, {0, margin}, {0, 0}}), tf.constant(0f));
  }

  private Operand<TFloat32> withoutMargin(Ops tf, Operand<TFloat32> map) {
    return margin == 0
        ? map
        : tf.slice(map, tf.array(0, 0, 0, 0), tf.array(-1, -1, image.width(), -1));
  }
}
