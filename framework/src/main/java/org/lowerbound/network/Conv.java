package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * A convolutional network, from images to vectors or from vectors to images.
 *
 * <p>From images {@code [H, W, C]}: strided convolutions, padded with zeros to ⌈H/stride⌉ ×
 * ⌈W/stride⌉, then dense hidden layers, then the linear heads. From vectors the mirror image: the
 * hidden layers in the opposite order, a dense layer to the smallest map, and transposed
 * convolutions back through the same sizes, 4 → 7 → 14 → 28. The last of them is the head, with a
 * bias for each value of the image; other heads, such as a scale, are linear on top of the hidden
 * layers. Each hidden layer is dropout(activation(normalization(x W))), where no normalization
 * means a bias for each unit or channel.
 *
 * @param channels of the convolutions, from the image's side
 * @param kernel height and width of their kernels
 * @param stride of each of them
 * @param hidden the widths of the dense layers, from the image's side
 * @param activation what follows each hidden layer
 * @param layers what the hidden layers have in common
 */
public record Conv(
    @Default("[32, 32, 64, 64]") @Interval(min = 1, max = Counts.MOST_UNITS)
        ImmutableList<Integer> channels,
    @Default("4") @Interval(min = 2, max = Counts.MOST_LAYERS) int kernel,
    @Default("2") @Interval(min = 1, max = 4) int stride,
    @Default("[256]") @Interval(min = 1, max = Counts.MOST_UNITS) ImmutableList<Integer> hidden,
    @Default("\"relu\"") Activation activation,
    @Flat LayerOptions layers)
    implements Architecture {
  /** Checks the arguments. */
  public Conv {
    FeatureMaps.checkChannels(channels);
    Counts.checkPositive("kernel", kernel, Counts.MOST_LAYERS);
    Counts.checkPositive("stride", stride, Counts.MOST_LAYERS);
    checkArgument(
        kernel >= stride,
        "kernel must be at least the stride, or pixels are never seen, but is %s with a stride of"
            + " %s",
        kernel,
        stride);
    DenseStack.checkWidths(hidden);
  }

  @Override
  public boolean needsImages() {
    return true;
  }

  @Override
  public Network build(
      ParameterStore parameters, String name, Shape input, ImmutableList<Head> heads) {
    return new ImageNetwork(
            new ConvStages(channels, kernel, stride, activation), hidden, activation)
        .build(new LayerMaker(parameters, layers), name, input, heads);
  }
}
