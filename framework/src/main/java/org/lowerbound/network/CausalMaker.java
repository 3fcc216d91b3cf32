package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Makes the layers of a causal network of images.
 *
 * @param parameters where their parameters are made
 * @param initializer the first weights
 * @param image what goes in
 * @param groups of channels in turn
 * @param memory of the rows above
 * @param conditioning what layers see of the context, if there is one
 */
record CausalMaker(
    ParameterStore parameters,
    Initializer initializer,
    ImageShape image,
    ChannelGroups groups,
    RowMemory memory,
    Optional<Conditioning> conditioning) {
  /**
   * Makes a masked convolution of the image itself, with a bias and the context: mask A.
   *
   * @param kernel height and width before the rows below the pixel are left out
   */
  CausalBody first(String name, int kernel, int out) {
    int above = kernel / 2;
    CausalConvolution convolution =
        masked(name, above + 1, kernel, groups.of(image.channels()), groups.of(out), true);
    CausalLayer after = after(name, out);
    return (tf, rows, pass) ->
        after.apply(tf, convolution.apply(tf, rows.image(tf, above), pass), rows, pass);
  }

  /** Makes a masked convolution of a feature map, with a bias and the context: mask B. */
  CausalLayer convolution(String name, int kernel, int in, int out) {
    int above = kernel / 2;
    CausalConvolution convolution =
        masked(name, above + 1, kernel, groups.of(in), groups.of(out), false);
    RowMemory.Strip strip = memory.strip(above, image.withChannels(in));
    return CausalLayer.chain(
        (tf, map, rows, pass) -> convolution.apply(tf, rows.withAbove(tf, strip, map), pass),
        after(name, out));
  }

  /** Makes a linear function of each pixel's features, with a bias: mask B. */
  CausalLayer pixelwise(String name, int in, int out) {
    return CausalLayer.chain(
        pixelwise(name, groups.of(in), groups.of(out)),
        CausalLayer.of(Bias.create(parameters, name, out, new Zeros())));
  }

  /** Makes a linear function of each pixel's features, without a bias. */
  CausalLayer pixelwise(String name, ImmutableIntArray in, ImmutableIntArray out) {
    CausalConvolution convolution = masked(name, 1, 1, in, out, false);
    return (tf, map, rows, pass) -> convolution.apply(tf, map, pass);
  }

  /** Makes a head on top of the features of each pixel, with a bias for each of its numbers. */
  CausalLayer head(String name, int in, Head head) {
    int numbers = head.size() / (image.height() * image.width());
    Bias bias = Bias.create(parameters, name, head.size(), head.bias());
    int[] axes = image.withChannels(numbers).axes();
    CausalLayer linear = pixelwise(name, groups.of(in), groups.of(numbers));
    return (tf, map, rows, pass) ->
        tf.math.add(
            linear.apply(tf, map, rows, pass),
            rows.of(tf, tf.reshape(pass.parameter(tf, bias.bias()), tf.array(axes))));
  }

  /** Makes a bias for each channel, and adds what a layer sees of the context. */
  CausalLayer after(String name, int out) {
    CausalLayer bias = CausalLayer.of(Bias.create(parameters, name, out, new Zeros()));
    if (conditioning.isEmpty()) {
      return bias;
    }
    int channels = conditioning.orElseThrow().channels();
    Weights weights = weights(name + ".context", 1, 1, channels, out);
    CausalConvolution linear = new CausalConvolution(weights, Optional.empty(), 0, 0);
    return CausalLayer.chain(
        bias,
        (tf, map, rows, pass) ->
            tf.math.add(map, linear.apply(tf, rows.condition().orElseThrow(), pass)));
  }

  /**
   * Makes a convolution that is not masked.
   *
   * @param height of the kernel
   */
  CausalConvolution plain(String name, int height, int width, int in, int out) {
    return new CausalConvolution(
        weights(name, height, width, in, out), Optional.empty(), width / 2, width / 2);
  }

  /** Makes a convolution that is masked, unless all of it is seen. */
  CausalConvolution masked(
      String name,
      int height,
      int width,
      ImmutableIntArray in,
      ImmutableIntArray out,
      boolean strict) {
    boolean allSeen = height == 1 && width == 1 && !strict && groups.count() == 1;
    return new CausalConvolution(
        weights(name, height, width, in.length(), out.length()),
        allSeen
            ? Optional.empty()
            : Optional.of(new KernelMask(height, width, width / 2, in, out, strict)),
        width / 2,
        width / 2);
  }

  /** Makes the parameter {@code name.weights}. */
  Weights weights(String name, int height, int width, int in, int out) {
    return Weights.of(
        parameters.create(name + ".weights", Shape.of(height, width, in, out), initializer));
  }

  /** Makes the heads on top of some features. */
  ImmutableList<CausalLayer> heads(String name, int features, ImmutableList<Head> heads) {
    return heads.stream()
        .map(head -> head(name + "." + head.name(), features, head))
        .collect(ImmutableList.toImmutableList());
  }
}
