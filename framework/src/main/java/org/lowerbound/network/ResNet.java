package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * A residual network with activations before convolutions (He et al. 2016, "Identity mappings in
 * deep residual networks"), from images to vectors or from vectors to images.
 *
 * <p>A block is s(x) + conv(d(a(conv(a(x))))): two 3 × 3 convolutions, a is the activation of the
 * normalised input (or, without normalization, of the input plus a bias), d dropout, s the identity
 * where the shape stays.
 *
 * <p>From images: a 3 × 3 convolution to the first number of channels; for each entry of {@code
 * channels}, blocks of which the first halves height and width, rounded up, with a stride of 2 in
 * its first convolution and a 1 × 1 convolution of stride 2 as s; a; dense hidden layers; the
 * linear heads. From vectors the mirror image: hidden layers in the opposite order, a dense layer
 * to the smallest map, blocks of which the first of each size doubles it, with s a 1 × 1
 * convolution, where the channels change, of repeated pixels; a; and for each head of the image's
 * size a 3 × 3 convolution and a bias for each value. Other heads are linear on top of the hidden
 * layers.
 *
 * @param channels of the maps of each size, from the image's side; that of the image's own size has
 *     the first
 * @param blocks of each size
 * @param upsampling how blocks double the size
 * @param hidden the widths of the dense layers, from the image's side
 * @param activation before each convolution of a block, and after each hidden layer
 * @param layers what all layers but the heads have in common; dropout is also between the
 *     convolutions of a block
 */
public record ResNet(
    @Default("[32, 64, 64]") @Interval(min = 1, max = Counts.MOST_UNITS)
        ImmutableList<Integer> channels,
    @Default("1") @Interval(min = 1, max = Counts.MOST_LAYERS) int blocks,
    @Default("\"nearest\"") Upsampling upsampling,
    @Default("[256]") @Interval(min = 1, max = Counts.MOST_UNITS) ImmutableList<Integer> hidden,
    @Default("\"relu\"") Activation activation,
    @Flat LayerOptions layers)
    implements Architecture {
  /** Checks the arguments. */
  public ResNet {
    FeatureMaps.checkChannels(channels);
    Counts.checkPositive("blocks", blocks, Counts.MOST_LAYERS);
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
            new ResNetStages(channels, blocks, upsampling, activation), hidden, activation)
        .build(new LayerMaker(parameters, layers), name, input, heads);
  }
}
