package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The network of {@link PixelCnnPlusPlus} in a graph.
 *
 * @param name the prefix of its parameters
 * @param image the size of an observation
 * @param contextSize the length of a context, 0 for none
 * @param above from the image to the first map of the rows above
 * @param aboveBeside from the image to what the row above adds to the map of all before
 * @param left from the image to what the column to the left adds to it
 * @param down the levels of the way down, the largest first
 * @param up those of the way up, the smallest first
 * @param tops a head's outputs of the last map and, where channels come in turn, of the image
 */
record PixelCnnPlusPlusNetwork(
    String name,
    ImageShape image,
    int contextSize,
    Layer above,
    Layer aboveBeside,
    Layer left,
    ImmutableList<Level> down,
    ImmutableList<Level> up,
    ImmutableList<Top> tops)
    implements CausalNetwork {
  /** One step of both streams. */
  private record Pair(GatedResidual above, GatedResidual before) {}

  /** The way from one size to the next, for both streams. */
  private record Resize(Layer above, Layer before) {}

  /** The blocks of one size, and the way to the next, if there is one. */
  private record Level(ImmutableList<Pair> blocks, Optional<Resize> next) {}

  /** A head: of the last map and, where channels come in turn, of those before in the pixel. */
  private record Top(Layer ofMap, Optional<Layer> ofPixel, Layer bias) {}

  /** Maps of the rows above each pixel, and of all before it: {@code [rows, H, W, f]}. */
  private record Streams(Operand<TFloat32> above, Operand<TFloat32> before) {}

  static PixelCnnPlusPlusNetwork create(
      ShiftedLayers layers,
      String name,
      ImageShape image,
      ImmutableList<ImageShape> maps,
      int blocks,
      int context,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    int f = layers.filters();
    int in = image.channels() + 1;
    Layer above = layers.convolution(name + ".first.above", Shift.DOWN, in, 1);
    Layer aboveBeside = layers.convolution(name + ".first.row", Shift.ROW, in, 1);
    Layer left = layers.convolution(name + ".first.left", Shift.COLUMN, in, 1);
    ImmutableList.Builder<Level> down = ImmutableList.builder();
    ImmutableList.Builder<Level> up = ImmutableList.builder();
    for (int level = 0; level < maps.size(); level++) {
      String prefix = name + ".down" + (level + 1);
      ImmutableList.Builder<Pair> pairs = ImmutableList.builder();
      for (int i = 1; i <= blocks; i++) {
        pairs.add(
            new Pair(
                layers.block(prefix + ".above" + i, Shift.DOWN, 0, context),
                layers.block(prefix + ".before" + i, Shift.DOWN_RIGHT, f, context)));
      }
      Optional<Resize> next =
          level == maps.size() - 1
              ? Optional.empty()
              : Optional.of(
                  new Resize(
                      layers.convolution(
                          prefix + ".half.above", Shift.DOWN, f, ShiftedLayers.STRIDE),
                      layers.convolution(
                          prefix + ".half.before", Shift.DOWN_RIGHT, f, ShiftedLayers.STRIDE)));
      down.add(new Level(pairs.build(), next));
    }
    for (int level = maps.size() - 1; level >= 0; level--) {
      String prefix = name + ".up" + (level + 1);
      ImmutableList.Builder<Pair> pairs = ImmutableList.builder();
      // As many as there are maps of this size on the way down, but for the smallest, whose last
      // is what the way up begins with.
      int count = level == maps.size() - 1 ? blocks : blocks + 1;
      for (int i = 1; i <= count; i++) {
        pairs.add(
            new Pair(
                layers.block(prefix + ".above" + i, Shift.DOWN, f, context),
                layers.block(prefix + ".before" + i, Shift.DOWN_RIGHT, 2 * f, context)));
      }
      Optional<Resize> next =
          level == 0
              ? Optional.empty()
              : Optional.of(
                  new Resize(
                      layers.upsampling(
                          prefix + ".double.above",
                          Shift.DOWN,
                          maps.get(level),
                          maps.get(level - 1)),
                      layers.upsampling(
                          prefix + ".double.before",
                          Shift.DOWN_RIGHT,
                          maps.get(level),
                          maps.get(level - 1))));
      up.add(new Level(pairs.build(), next));
    }
    return new PixelCnnPlusPlusNetwork(
        name,
        image,
        context,
        above,
        aboveBeside,
        left,
        down.build(),
        up.build(),
        heads.stream()
            .map(head -> top(layers, name + "." + head.name(), image, order, head))
            .collect(ImmutableList.toImmutableList()));
  }

  private static Top top(
      ShiftedLayers layers, String name, ImageShape image, ChannelOrder order, Head head) {
    int perPixel = head.size() / (image.height() * image.width());
    ParameterStore parameters = layers.parameters();
    Layer ofMap =
        new Convolution(
            Weights.of(
                parameters.create(
                    name + ".weights",
                    Shape.of(1, 1, layers.filters(), perPixel),
                    layers.initializer())),
            1);
    boolean inTurn = order == ChannelOrder.IN_TURN && image.channels() > 1;
    return new Top(
        ofMap,
        inTurn
            ? Optional.of(ofChannelsBefore(layers, name + ".channels", image.channels(), perPixel))
            : Optional.empty(),
        Bias.create(parameters, name, head.size(), head.bias()));
  }

  /** Makes a linear map of a pixel's channels, each of which reaches the groups of those after. */
  private static Layer ofChannelsBefore(
      ShiftedLayers layers, String name, int channels, int outputs) {
    float[][] mask = new float[channels][outputs];
    for (int from = 0; from < channels; from++) {
      for (int to = (from + 1) * outputs / channels; to < outputs; to++) {
        mask[from][to] = 1;
      }
    }
    Operand<TFloat32> weights =
        layers
            .parameters()
            .create(name + ".weights", Shape.of(1, 1, channels, outputs), layers.initializer());
    return new Convolution(
        (tf, pass) ->
            tf.math.mul(
                pass.parameter(tf, weights),
                tf.reshape(tf.constant(mask), tf.array(1, 1, channels, outputs))),
        1);
  }

  @Override
  public ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    CausalShapes.checkInputs(name, image.size(), contextSize, x, context);
    Operand<TFloat32> pixels =
        tf.math.sub(
            tf.math.mul(tf.constant(2f), image.fromRows().apply(tf, x, pass)), tf.constant(1f));
    Operand<TFloat32> ones =
        tf.math.add(
            tf.zerosLike(tf.slice(pixels, tf.array(0, 0, 0, 0), tf.array(-1, -1, -1, 1))),
            tf.constant(1f));
    Operand<TFloat32> seen = tf.concat(List.of(pixels, ones), tf.constant(-1));
    Streams streams =
        new Streams(
            moved(tf, above.apply(tf, seen, pass), 1, 0),
            tf.math.add(
                moved(tf, aboveBeside.apply(tf, seen, pass), 1, 0),
                moved(tf, left.apply(tf, seen, pass), 0, 1)));
    Deque<Streams> skips = new ArrayDeque<>();
    skips.push(streams);
    for (Level level : down) {
      for (Pair pair : level.blocks()) {
        Operand<TFloat32> u =
            pair.above().apply(tf, streams.above(), Optional.empty(), context, pass);
        streams =
            new Streams(
                u, pair.before().apply(tf, streams.before(), Optional.of(u), context, pass));
        skips.push(streams);
      }
      if (level.next().isPresent()) {
        streams = resized(tf, level.next().get(), streams, pass);
        skips.push(streams);
      }
    }
    streams = skips.pop();
    for (Level level : up) {
      for (Pair pair : level.blocks()) {
        Streams skip = skips.pop();
        Operand<TFloat32> u =
            pair.above().apply(tf, streams.above(), Optional.of(skip.above()), context, pass);
        Operand<TFloat32> beside = tf.concat(List.of(u, skip.before()), tf.constant(-1));
        streams =
            new Streams(
                u, pair.before().apply(tf, streams.before(), Optional.of(beside), context, pass));
      }
      if (level.next().isPresent()) {
        streams = resized(tf, level.next().get(), streams, pass);
      }
    }
    Operand<TFloat32> last = tf.nn.elu(streams.before());
    ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
    for (Top top : tops) {
      Operand<TFloat32> ofMap = top.ofMap().apply(tf, last, pass);
      Operand<TFloat32> all =
          top.ofPixel()
              .<Operand<TFloat32>>map(
                  ofPixel -> tf.math.add(ofMap, ofPixel.apply(tf, pixels, pass)))
              .orElse(ofMap);
      outputs.add(top.bias().apply(tf, rows(tf, all), pass));
    }
    return outputs.build();
  }

  private Operand<TFloat32> rows(Ops tf, Operand<TFloat32> maps) {
    int perPixel = (int) maps.shape().get(-1);
    return tf.reshape(maps, tf.array(-1, image.height() * image.width() * perPixel));
  }

  private static Streams resized(Ops tf, Resize resize, Streams streams, Pass pass) {
    return new Streams(
        resize.above().apply(tf, streams.above(), pass),
        resize.before().apply(tf, streams.before(), pass));
  }

  /** Returns maps moved down and to the right, with zeros where nothing comes from. */
  private Operand<TFloat32> moved(Ops tf, Operand<TFloat32> maps, int rows, int columns) {
    Operand<TFloat32> padded =
        tf.pad(
            maps,
            tf.constant(new int[][] {{0, 0}, {rows, 0}, {columns, 0}, {0, 0}}),
            tf.constant(0f));
    return tf.slice(padded, tf.array(0, 0, 0, 0), tf.array(-1, image.height(), image.width(), -1));
  }
}
