package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/**
 * The network of Burgess et al. (2018) for images of 64 × 64, in both directions: four convolutions
 * of 32 channels, kernel 4, stride 2, and two dense layers of 256, all followed by relu.
 */
public record Burgess() implements Architecture {
  private static final int SIZE = 64;

  private static final Conv NETWORK =
      new Conv(
          ImmutableList.of(32, 32, 32, 32),
          4,
          2,
          ImmutableList.of(256, 256),
          Activation.RELU,
          LayerOptions.plain(new GlorotUniform()));

  @Override
  public boolean needsImages() {
    return true;
  }

  @Override
  public Network build(
      ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads) {
    Stream.concat(Stream.of(input), heads.stream().map(Head::output))
        .filter(ImageShape::isImage)
        .forEach(
            image ->
                checkArgument(
                    image.get(0) == SIZE && image.get(1) == SIZE,
                    "%s: burgess is for images [64, 64, channels], but these are %s; a conv fits",
                    name,
                    image));
    return NETWORK.build(parameters, name, input, heads);
  }
}
