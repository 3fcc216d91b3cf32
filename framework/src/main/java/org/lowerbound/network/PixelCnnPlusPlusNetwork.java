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
import org.tensorflow.types.TInt32;

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
 * @param memory of the rows above
 * @param tops a head's outputs of the last map and, where channels come in turn, of the image
 */
record PixelCnnPlusPlusNetwork(
    String name,
    ImageShape image,
    int contextSize,
    BiasedConvolution above,
    BiasedConvolution aboveBeside,
    BiasedConvolution left,
    ImmutableList<Level> down,
    ImmutableList<Level> up,
    RowMemory memory,
    ImmutableList<Top> tops)
    implements IncrementalNetwork {
  /** One step of both streams. */
  private record Pair(GatedResidual above, GatedResidual before) {}

  /** The way from one size to the next, for both streams. */
  private record Resizes(ShiftedLayers.Resize above, ShiftedLayers.Resize before) {}

  /** The blocks of one size, and the way to the next, if there is one. */
  private record Level(ImmutableList<Pair> blocks, Optional<Resizes> next) {}

  /** A head: of the last map and, where channels come in turn, of those before in the pixel. */
  private record Top(Layer ofMap, Optional<Layer> ofPixel, Layer bias) {}

  /** Maps of the rows above each pixel, and of all before it: {@code [rows, h, W, f]}. */
  private record Streams(Operand<TFloat32> above, Operand<TFloat32> before) {}

  static PixelCnnPlusPlusNetwork create(
      ShiftedLayers layers,
      String name,
      ImageShape image,
      int blocks,
      int context,
      ChannelOrder order,
      ImmutableList<Head> heads) {
    int f = layers.filters();
    int in = image.channels() + 1;
    BiasedConvolution above = layers.ofImage(name + ".first.above", Shift.DOWN, in);
    BiasedConvolution aboveBeside = layers.ofImage(name + ".first.row", Shift.ROW, in);
    BiasedConvolution left = layers.ofImage(name + ".first.left", Shift.COLUMN, in);
    int last = layers.maps().size() - 1;
    ImmutableList.Builder<Level> down = ImmutableList.builder();
    ImmutableList.Builder<Level> up = ImmutableList.builder();
    for (int level = 0; level <= last; level++) {
      String prefix = name + ".down" + (level + 1);
      ImmutableList.Builder<Pair> pairs = ImmutableList.builder();
      for (int i = 1; i <= blocks; i++) {
        pairs.add(
            new Pair(
                layers.block(prefix + ".above" + i, Shift.DOWN, level, 0, context),
                layers.block(prefix + ".before" + i, Shift.DOWN_RIGHT, level, f, context)));
      }
      Optional<Resizes> next =
          level == last
              ? Optional.empty()
              : Optional.of(
                  new Resizes(
                      layers.halving(prefix + ".half.above", Shift.DOWN, level),
                      layers.halving(prefix + ".half.before", Shift.DOWN_RIGHT, level)));
      down.add(new Level(pairs.build(), next));
    }
    for (int level = last; level >= 0; level--) {
      String prefix = name + ".up" + (level + 1);
      ImmutableList.Builder<Pair> pairs = ImmutableList.builder();
      // As many as there are maps of this size on the way down, but for the smallest, whose last
      // is what the way up begins with.
      int count = level == last ? blocks : blocks + 1;
      for (int i = 1; i <= count; i++) {
        pairs.add(
            new Pair(
                layers.block(prefix + ".above" + i, Shift.DOWN, level, f, context),
                layers.block(prefix + ".before" + i, Shift.DOWN_RIGHT, level, 2 * f, context)));
      }
      Optional<Resizes> next =
          level == 0
              ? Optional.empty()
              : Optional.of(
                  new Resizes(
                      layers.doubling(prefix + ".double.above", Shift.DOWN, level - 1),
                      layers.doubling(prefix + ".double.before", Shift.DOWN_RIGHT, level - 1)));
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
        layers.memory(),
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
  public int parts() {
    return image.height();
  }

  @Override
  public ImmutableList<Operand<TFloat32>> apply(
      Ops tf, Operand<TFloat32> x, Optional<Operand<TFloat32>> context, Pass pass) {
    CausalShapes.checkInputs(name, image.size(), contextSize, x, context);
    return outputs(tf, x, new LevelRows.All(image.height()), context, pass);
  }

  @Override
  public ImmutableList<Operand<TFloat32>> start(
      Ops tf, Operand<TInt32> images, Optional<Operand<TFloat32>> context, Pass pass) {
    return ImmutableList.<Operand<TFloat32>>builder()
        .addAll(context.stream().toList())
        .addAll(memory.start(tf, images))
        .build();
  }

  @Override
  public Part part(
      Ops tf,
      Operand<TFloat32> x,
      Operand<TInt32> number,
      ImmutableList<Operand<TFloat32>> kept,
      Pass pass) {
    ImmutableList<Operand<TFloat32>> contexts = kept.subList(0, contextSize == 0 ? 0 : 1);
    LevelRow row = new LevelRow(number, kept.subList(contexts.size(), kept.size()));
    ImmutableList<Operand<TFloat32>> outputs =
        outputs(
            tf,
            x,
            row,
            contexts.stream()
                .<Operand<TFloat32>>map(
                    context -> tf.ensureShape(context, Shape.of(-1, contextSize)))
                .findFirst(),
            pass);
    return new Part(
        outputs,
        ImmutableList.<Operand<TFloat32>>builder().addAll(contexts).addAll(row.kept()).build());
  }

  private ImmutableList<Operand<TFloat32>> outputs(
      Ops tf, Operand<TFloat32> x, LevelRows rows, Optional<Operand<TFloat32>> context, Pass pass) {
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
            rows.ofRowAbove(tf, above, seen, pass),
            tf.math.add(
                rows.ofRowAbove(tf, aboveBeside, seen, pass),
                movedRight(
                    tf,
                    left.of(
                        tf,
                        rows.image(tf, seen, left.above()),
                        rows.padding(left.above()),
                        pass))));
    Deque<Streams> skips = new ArrayDeque<>();
    skips.push(streams);
    for (Level level : down) {
      for (Pair pair : level.blocks()) {
        Operand<TFloat32> u =
            pair.above().apply(tf, rows, streams.above(), Optional.empty(), context, pass);
        streams =
            new Streams(
                u, pair.before().apply(tf, rows, streams.before(), Optional.of(u), context, pass));
        skips.push(streams);
      }
      if (level.next().isPresent()) {
        streams = resized(tf, level.next().get(), streams, rows, pass);
        skips.push(streams);
      }
    }
    streams = skips.pop();
    for (Level level : up) {
      for (Pair pair : level.blocks()) {
        Streams skip = skips.pop();
        Operand<TFloat32> u =
            pair.above().apply(tf, rows, streams.above(), Optional.of(skip.above()), context, pass);
        Operand<TFloat32> beside = tf.concat(List.of(u, skip.before()), tf.constant(-1));
        streams =
            new Streams(
                u,
                pair.before()
                    .apply(tf, rows, streams.before(), Optional.of(beside), context, pass));
      }
      if (level.next().isPresent()) {
        streams = resized(tf, level.next().get(), streams, rows, pass);
      }
    }
    Operand<TFloat32> last = tf.nn.elu(streams.before());
    ImmutableList.Builder<Operand<TFloat32>> outputs = ImmutableList.builder();
    for (Top top : tops) {
      Operand<TFloat32> ofMap = top.ofMap().apply(tf, last, pass);
      Operand<TFloat32> all =
          top.ofPixel()
              .<Operand<TFloat32>>map(
                  ofPixel -> tf.math.add(ofMap, ofPixel.apply(tf, rows.of(tf, pixels), pass)))
              .orElse(ofMap);
      outputs.add(biased(tf, top.bias(), all, rows, pass));
    }
    return outputs.build();
  }

  /** Adds the bias of each place of the rows: {@code [images, h, W, n] -> [images, h W n]}. */
  private Operand<TFloat32> biased(
      Ops tf, Layer bias, Operand<TFloat32> maps, LevelRows rows, Pass pass) {
    int perPixel = (int) maps.shape().get(-1);
    int ofRow = image.width() * perPixel;
    Operand<TFloat32> flat = tf.reshape(maps, tf.array(-1, rows.height() * ofRow));
    if (rows.height() == image.height()) {
      return bias.apply(tf, flat, pass);
    }
    Operand<TFloat32> ofAll =
        bias.apply(tf, tf.zeros(tf.array(1, image.height() * ofRow), TFloat32.class), pass);
    Operand<TFloat32> ofRows =
        rows.of(tf, tf.reshape(ofAll, tf.array(1, image.height(), image.width(), perPixel)));
    return tf.math.add(flat, tf.reshape(ofRows, tf.array(1, rows.height() * ofRow)));
  }

  private static Streams resized(
      Ops tf, Resizes resize, Streams streams, LevelRows rows, Pass pass) {
    return new Streams(
        resize.above().apply(tf, streams.above(), rows, pass),
        resize.before().apply(tf, streams.before(), rows, pass));
  }

  /** Returns maps moved to the right, with zeros where nothing comes from. */
  private Operand<TFloat32> movedRight(Ops tf, Operand<TFloat32> maps) {
    Operand<TFloat32> padded =
        tf.pad(maps, tf.constant(new int[][] {{0, 0}, {0, 0}, {1, 0}, {0, 0}}), tf.constant(0f));
    return tf.slice(padded, tf.array(0, 0, 0, 0), tf.array(-1, -1, image.width(), -1));
  }
}
