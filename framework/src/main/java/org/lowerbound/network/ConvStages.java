package org.lowerbound.network;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;

/**
 * Strided convolutions, and their mirror image.
 *
 * @param channels of the feature maps, from the image's side
 * @param kernel height and width of all kernels
 * @param stride of all convolutions
 * @param activation what follows each of them
 */
record ConvStages(ImmutableList<Integer> channels, int kernel, int stride, Activation activation)
    implements ImageStages {
  @Override
  public ImageShape smallest(String name, ImageShape image) {
    return Iterables.getLast(maps(name, image));
  }

  @Override
  public Layer encoder(LayerMaker maker, String name, ImageShape image) {
    ImmutableList<ImageShape> maps = maps(name, image);
    ImmutableList.Builder<Layer> layers = ImmutableList.builder();
    for (int i = 1; i < maps.size(); i++) {
      String layer = name + ".conv" + i;
      layers.add(maker.convolution(layer, maps.get(i - 1), maps.get(i), kernel, stride));
      layers.add(activated(maker, layer, maps.get(i)));
    }
    return Layer.chain(layers.build());
  }

  @Override
  public Layer decoder(LayerMaker maker, String name, ImageShape image) {
    ImmutableList<ImageShape> maps = maps(name, image).reverse();
    ImmutableList.Builder<Layer> layers = ImmutableList.builder();
    for (int i = 1; i < maps.size() - 1; i++) {
      String layer = name + ".deconv" + i;
      layers.add(maker.transposedConvolution(layer, maps.get(i - 1), maps.get(i), kernel, stride));
      layers.add(activated(maker, layer, maps.get(i)));
    }
    return Layer.chain(layers.build());
  }

  @Override
  public Layer head(LayerMaker maker, String name, ImageShape image) {
    ImageShape below = maps(name, image).get(1);
    return maker.plain().transposedConvolution(name, below, image, kernel, stride);
  }

  private Layer activated(LayerMaker maker, String name, ImageShape map) {
    return Layer.chain(
        maker.beforeActivation(name, map.channels()), activation.layer(), maker.dropout(name));
  }

  private ImmutableList<ImageShape> maps(String name, ImageShape image) {
    return FeatureMaps.of(name, image, channels, stride);
  }
}
