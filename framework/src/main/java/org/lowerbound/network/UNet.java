package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A U-Net (Ronneberger et al. 2015) of residual blocks (Ho et al. 2020, appendix B), without
 * attention: down through maps of half the size each, a block at the smallest, and up again, where
 * each size sees what it was on the way down.
 *
 * <p>A block is s(x) + conv(d(a(conv(a(x)) + C c))): two 3 × 3 convolutions, a is the activation of
 * the normalised input, d dropout, s the identity or a 1 × 1 convolution where the channels change,
 * and C c adds to each channel a linear function of what a dense layer makes of the context. Layer
 * normalisation, over all of one image's map, is the group normalisation of one group. Sizes are
 * halved by convolutions of stride 2, and doubled by repeating pixels.
 *
 * @param channels of the maps of each size, that of the image first
 * @param blocks of each size, on each way
 * @param contextUnits of the dense layer
 * @param activation before each convolution of a block, and after the dense layer
 * @param layers what all layers but the heads have in common
 */
public record UNet(
    @Default("[16, 32, 32]") @Interval(min = 1, max = Counts.MOST_UNITS)
        ImmutableList<Integer> channels,
    @Default("1") @Interval(min = 1, max = Counts.MOST_LAYERS) int blocks,
    @Default("64") @Interval(min = 1, max = Counts.MOST_UNITS) int contextUnits,
    @Default("\"swish\"") Activation activation,
    @Flat LayerOptions layers)
    implements DenoisingArchitecture {
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;

  /** Checks the arguments. */
  public UNet {
    FeatureMaps.checkChannels(channels);
    Counts.checkPositive("blocks", blocks, Counts.MOST_LAYERS);
    Counts.checkPositive("contextUnits", contextUnits, Counts.MOST_UNITS);
  }

  /** A layer of maps that sees what was made of the context. */
  @FunctionalInterface
  private interface ContextLayer {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Operand<TFloat32> context, Pass pass);

    static ContextLayer chain(List<ContextLayer> layers) {
      return (tf, x, context, pass) -> {
        Operand<TFloat32> y = x;
        for (ContextLayer layer : layers) {
          y = layer.apply(tf, y, context, pass);
        }
        return y;
      };
    }
  }

  @Override
  public ContextNetwork denoising(
      ParameterStore parameters,
      String name,
      Shape input,
      int contextSize,
      ImmutableList<Head> heads) {
    checkArgument(
        ImageShape.isImage(input),
        "the network u-net is one of images [height, width, channels], but an observation has shape"
            + " %s; an mlp fits",
        input);
    ImageShape image = ImageShape.of(name, input);
    LayerMaker maker = new LayerMaker(parameters, layers);
    ImmutableList<ImageShape> maps = maps(name, image);
    int last = maps.size() - 1;
    Layer embedding =
        maker.plain().hidden(name + ".context", contextSize, contextUnits, activation);
    Layer stem = maker.convolution(name + ".stem", image, maps.get(0), KERNEL, 1);
    List<ContextLayer> down = new ArrayList<>();
    List<Layer> smaller = new ArrayList<>();
    List<ContextLayer> up = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      ImageShape map = maps.get(i);
      down.add(level(maker, name + ".down" + (i + 1), map, map));
      if (i < last) {
        ImageShape next = maps.get(i + 1);
        smaller.add(maker.convolution(name + ".smaller" + (i + 1), map, next, KERNEL, STRIDE));
        up.add(
            level(
                maker,
                name + ".up" + (i + 1),
                map.withChannels(map.channels() + next.channels()),
                map));
      }
    }
    Layer features = activated(maker, name + ".features", maps.get(0));
    ImmutableList<Layer> tops =
        heads.stream()
            .map(head -> head(maker, name + "." + head.name(), maps.get(0), head))
            .collect(ImmutableList.toImmutableList());
    return (tf, rows, context, pass) -> {
      Operand<TFloat32> embedded = embedding.apply(tf, context, pass);
      List<Operand<TFloat32>> seen = new ArrayList<>();
      Operand<TFloat32> x = stem.apply(tf, image.fromRows().apply(tf, rows, pass), pass);
      for (int i = 0; i <= last; i++) {
        x = down.get(i).apply(tf, x, embedded, pass);
        seen.add(x);
        if (i < last) {
          x = smaller.get(i).apply(tf, x, pass);
        }
      }
      for (int i = last - 1; i >= 0; i--) {
        ImageShape map = maps.get(i);
        Operand<TFloat32> larger =
            tf.image.resizeNearestNeighbor(x, tf.array(map.height(), map.width()));
        x =
            up.get(i)
                .apply(tf, tf.concat(List.of(larger, seen.get(i)), tf.constant(3)), embedded, pass);
      }
      Operand<TFloat32> below = features.apply(tf, x, pass);
      return tops.stream()
          .map(top -> top.apply(tf, below, pass))
          .collect(ImmutableList.toImmutableList());
    };
  }

  private ContextLayer level(LayerMaker maker, String name, ImageShape from, ImageShape to) {
    List<ContextLayer> made = new ArrayList<>();
    for (int i = 1; i <= blocks; i++) {
      made.add(block(maker, name + ".block" + i, i == 1 ? from : to, to));
    }
    return ContextLayer.chain(made);
  }

  private ContextLayer block(LayerMaker maker, String name, ImageShape from, ImageShape to) {
    Layer before =
        Layer.chain(
            activated(maker, name + ".conv1.input", from),
            maker.convolution(name + ".conv1", from, to, KERNEL, 1));
    Layer ofContext = maker.plain().dense(name + ".context", contextUnits, to.channels());
    Layer after =
        Layer.chain(
            activated(maker, name + ".conv2.input", to),
            maker.dropout(name),
            maker.convolution(name + ".conv2", to, to, KERNEL, 1));
    Layer shortcut =
        from.channels() == to.channels()
            ? Layer.chain()
            : maker.convolution(name + ".shortcut", from, to, 1, 1);
    return (tf, x, context, pass) -> {
      Operand<TFloat32> moved =
          tf.math.add(
              before.apply(tf, x, pass),
              tf.reshape(ofContext.apply(tf, context, pass), tf.array(-1, 1, 1, to.channels())));
      return tf.math.add(shortcut.apply(tf, x, pass), after.apply(tf, moved, pass));
    };
  }

  private Layer activated(LayerMaker maker, String name, ImageShape map) {
    return Layer.chain(maker.beforeActivation(name, map.channels()), activation.layer());
  }

  private static Layer head(LayerMaker maker, String name, ImageShape below, Head head) {
    ImageShape image = ImageShape.of(name, head.output());
    return Layer.chain(
        maker.plain().convolution(name, below, image, KERNEL, 1),
        image.toRows(),
        Bias.create(maker.parameters(), name, head.size(), head.bias()));
  }

  /** Returns the sizes of the maps, that of the image's own size first. */
  private ImmutableList<ImageShape> maps(String name, ImageShape image) {
    return FeatureMaps.of(
        name, image.withChannels(channels.get(0)), channels.subList(1, channels.size()), STRIDE);
  }
}
