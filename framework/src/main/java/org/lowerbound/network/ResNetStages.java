package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;

/**
 * Residual blocks with activations before convolutions, and their mirror image.
 *
 * @param channels of the feature maps, from the image's side
 * @param blocks between one size and the next
 * @param upsampling of the way back
 * @param activation before each convolution of a block
 */
record ResNetStages(
    ImmutableList<Integer> channels, int blocks, Upsampling upsampling, Activation activation)
    implements ImageStages {
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;

  @Override
  public ImageShape smallest(String name, ImageShape image) {
    return Iterables.getLast(maps(name, image));
  }

  @Override
  public Layer encoder(LayerMaker maker, String name, ImageShape image) {
    ImmutableList<ImageShape> maps = maps(name, image);
    ImmutableList.Builder<Layer> layers = ImmutableList.builder();
    layers.add(maker.convolution(name + ".stem", image, maps.get(0), KERNEL, 1));
    for (int i = 1; i < maps.size(); i++) {
      layers.add(level(maker, name + ".down" + i, maps.get(i - 1), maps.get(i)));
    }
    layers.add(activated(maker, name + ".features", Iterables.getLast(maps)));
    return Layer.chain(layers.build());
  }

  @Override
  public Layer decoder(LayerMaker maker, String name, ImageShape image) {
    ImmutableList<ImageShape> maps = maps(name, image).reverse();
    ImmutableList.Builder<Layer> layers = ImmutableList.builder();
    for (int i = 1; i < maps.size(); i++) {
      layers.add(level(maker, name + ".up" + i, maps.get(i - 1), maps.get(i)));
    }
    layers.add(activated(maker, name + ".features", Iterables.getLast(maps)));
    return Layer.chain(layers.build());
  }

  @Override
  public Layer head(LayerMaker maker, String name, ImageShape image) {
    ImageShape below = maps(name, image).get(0);
    return maker.plain().convolution(name, below, image, KERNEL, 1);
  }

  /** Makes the blocks from one size to the next; the first of them changes the size. */
  private Layer level(LayerMaker maker, String name, ImageShape from, ImageShape to) {
    ImmutableList.Builder<Layer> layers = ImmutableList.builder();
    for (int i = 1; i <= blocks; i++) {
      layers.add(block(maker, name + ".block" + i, i == 1 ? from : to, to));
    }
    return Layer.chain(layers.build());
  }

  private Layer block(LayerMaker maker, String name, ImageShape from, ImageShape to) {
    Layer residual =
        Layer.chain(
            activated(maker, name + ".conv1.input", from),
            resizing(maker, name + ".conv1", from, to),
            activated(maker, name + ".conv2.input", to),
            maker.dropout(name),
            maker.convolution(name + ".conv2", to, to, KERNEL, 1));
    return Layer.sum(shortcut(maker, name + ".shortcut", from, to), residual);
  }

  private Layer activated(LayerMaker maker, String name, ImageShape map) {
    return Layer.chain(maker.beforeActivation(name, map.channels()), activation.layer());
  }

  private Layer resizing(LayerMaker maker, String name, ImageShape from, ImageShape to) {
    if (!isLarger(to, from)) {
      return maker.convolution(name, from, to, KERNEL, isLarger(from, to) ? STRIDE : 1);
    }
    return switch (upsampling) {
      case NEAREST ->
          Layer.chain(
              nearest(to),
              maker.convolution(name, to.withChannels(from.channels()), to, KERNEL, 1));
      case TRANSPOSED -> maker.transposedConvolution(name, from, to, KERNEL, STRIDE);
    };
  }

  private static Layer shortcut(LayerMaker maker, String name, ImageShape from, ImageShape to) {
    if (isLarger(from, to)) {
      return maker.convolution(name, from, to, 1, STRIDE);
    }
    Layer channels =
        from.channels() == to.channels()
            ? Layer.chain()
            // Before the pixels are repeated: the same function at a quarter of the work.
            : maker.convolution(name, from, from.withChannels(to.channels()), 1, 1);
    return isLarger(to, from) ? Layer.chain(channels, nearest(to)) : channels;
  }

  private static Layer nearest(ImageShape to) {
    return (tf, x, pass) -> tf.image.resizeNearestNeighbor(x, tf.array(to.height(), to.width()));
  }

  private static boolean isLarger(ImageShape one, ImageShape other) {
    return one.height() > other.height() || one.width() > other.width();
  }

  /** Returns the sizes of the maps, that of the image's own size first. */
  private ImmutableList<ImageShape> maps(String name, ImageShape image) {
    return FeatureMaps.of(name, image.withChannels(channels.get(0)), channels, STRIDE);
  }
}
