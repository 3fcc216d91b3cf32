package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.NothingBuiltException;
import org.tensorflow.ndarray.Shape;

/** How a causal network of images sees its context: a label, the code of a VAE, a small image. */
public sealed interface ContextPath permits ContextPath.PerChannel, ContextPath.PerPixel, Enlarged {
  /**
   * Makes the parameters that all layers share.
   *
   * @param image the size of an image
   * @param contextSize the length of the context
   */
  Conditioning build(ParameterStore parameters, String name, ImageShape image, int contextSize);

  /**
   * The same at every pixel: each layer adds a linear function of the context to its channels, V h
   * (van den Oord et al. 2016b, eq. 4).
   */
  record PerChannel() implements ContextPath {
    @Override
    public Conditioning build(
        ParameterStore parameters, String name, ImageShape image, int contextSize) {
      return new Conditioning(
          contextSize,
          false,
          (tf, context, pass) -> tf.reshape(context, tf.array(-1, 1, 1, contextSize)));
    }
  }

  /**
   * Different from pixel to pixel: a network makes a map of the context, of the image's size, and
   * each layer adds a linear function of the map's pixel to its channels (van den Oord et al.
   * 2016b, eq. 5; Gulrajani et al. 2017).
   *
   * @param channels of the map
   * @param network from the context to the map; without hidden layers it is linear
   */
  record PerPixel(
      @Default("16") @Interval(min = 1, max = Counts.MOST_UNITS) int channels,
      @Default("{\"type\": \"mlp\", \"hidden\": []}") Architecture network)
      implements ContextPath {
    /** Checks the argument. */
    public PerPixel {
      Counts.checkPositive("channels", channels, Counts.MOST_UNITS);
    }

    @Override
    public Conditioning build(
        ParameterStore parameters, String name, ImageShape image, int contextSize) {
      ImageShape map = image.withChannels(channels);
      Head head = new Head("map", Shape.of(map.height(), map.width(), channels), new Zeros());
      Network toMap =
          NothingBuiltException.check(
              network,
              network.build(
                  parameters, name + ".context", Shape.of(contextSize), ImmutableList.of(head)));
      return new Conditioning(
          channels,
          true,
          (tf, context, pass) ->
              tf.reshape(toMap.apply(tf, context, pass).get(0), tf.array(map.axes())));
    }
  }
}
