package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import org.lowerbound.spec.Counts;
import org.tensorflow.ndarray.Shape;

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
 */
public record Enlarged(Shape small, int scale, int features, int layers) implements ContextPath {
  private static final int KERNEL = 3;

  /** Checks the arguments. */
  public Enlarged {
    Counts.checkPositive("scale", scale, Counts.MOST_UNITS);
    Counts.checkPositive("features", features, Counts.MOST_UNITS);
    Counts.checkNotNegative("layers", layers, Counts.MOST_LAYERS);
  }

  @Override
  public Conditioning build(
      ParameterStore parameters, String name, ImageShape image, int contextSize) {
    ImageShape map = ImageShape.of(name, small);
    checkArgument(
        map.size() == contextSize,
        "%s: a context of %s numbers is no image %s",
        name,
        contextSize,
        map);
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
    return new Conditioning(features, true, Layer.chain(all));
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
