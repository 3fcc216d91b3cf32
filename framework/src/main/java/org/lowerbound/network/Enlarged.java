package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import org.lowerbound.spec.Counts;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A small image as the context of a larger one (van den Oord et al. 2016, section 3.6):
 * convolutions of the small image, and a transposed convolution that enlarges what they make to a
 * map of the large image's size, each with a rectifier. Each layer of the network adds a linear
 * function of the map's pixel to its channels.
 *
 * @param small the shape of the small image, {@code [⌈H / scale⌉, ⌈W / scale⌉, C]}
 * @param scale how many pixels of the large image a pixel of the small one is wide
 * @param features of the maps
 * @param layers how many convolutions with kernels of 3 × 3 the small image goes through
 * @param labels how many numbers stand behind the small image that are the same for all pixels, as
 *     the label of an image; they are further channels of the map
 */
public record Enlarged(Shape small, int scale, int features, int layers, int labels)
    implements ContextPath {
  private static final int KERNEL = 3;

  /** Checks the arguments. */
  public Enlarged {
    Counts.checkPositive("scale", scale, Counts.MOST_UNITS);
    Counts.checkPositive("features", features, Counts.MOST_UNITS);
    Counts.checkNotNegative("layers", layers, Counts.MOST_LAYERS);
    Counts.checkNotNegative("labels", labels, Counts.MOST_UNITS);
  }

  @Override
  public Conditioning build(
      ParameterStore parameters, String name, ImageShape image, int contextSize) {
    ImageShape map = ImageShape.of(name, small);
    int values = map.size();
    checkArgument(
        values + labels == contextSize,
        "%s: a context of %s numbers is no image %s with %s labels",
        name,
        contextSize,
        map,
        labels);
    List<Layer> all = new ArrayList<>();
    all.add(map.fromRows());
    for (int i = 1; i <= layers; i++) {
      String layer = name + ".context.conv" + i;
      Weights kernel = kernel(parameters, layer, KERNEL, map);
      ImageShape next = map.withChannels(features);
      all.add(Convolution.create(layer, map, next, 1, kernel));
      addTo(all, parameters, layer);
      map = next;
    }
    String layer = name + ".context.enlarge";
    // So wide that what neighbours in the small image make overlaps.
    Weights kernel = kernel(parameters, layer, 2 * scale + 1, map);
    ImageShape large = image.withChannels(features);
    all.add(TransposedConvolution.create(layer, map, large, scale, kernel));
    addTo(all, parameters, layer);
    Layer toMap = Layer.chain(all);
    return labels == 0
        ? new Conditioning(features, true, toMap)
        : new Conditioning(
            features + labels,
            true,
            (tf, context, pass) ->
                withLabels(
                    tf,
                    toMap.apply(tf, tf.slice(context, tf.array(0, 0), tf.array(-1, values)), pass),
                    tf.slice(context, tf.array(0, values), tf.array(-1, labels))));
  }

  /** Returns a map with labels behind its channels, {@code [images, H, W, features + labels]}. */
  private Operand<TFloat32> withLabels(Ops tf, Operand<TFloat32> map, Operand<TFloat32> ofImages) {
    Operand<TFloat32> zeros =
        tf.zerosLike(tf.slice(map, tf.array(0, 0, 0, 0), tf.array(-1, -1, -1, 1)));
    Operand<TFloat32> atEachPixel =
        tf.math.add(tf.reshape(ofImages, tf.array(-1, 1, 1, labels)), zeros);
    return tf.concat(List.of(map, atEachPixel), tf.constant(3));
  }

  private Weights kernel(ParameterStore parameters, String name, int size, ImageShape below) {
    return Weights.of(
        parameters.create(
            name + ".weights",
            Shape.of(size, size, below.channels(), features),
            new GlorotUniform()));
  }

  private void addTo(List<Layer> layers, ParameterStore parameters, String name) {
    layers.add(Bias.create(parameters, name, features, new Zeros()));
    layers.add(Activation.RELU.layer());
  }
}
