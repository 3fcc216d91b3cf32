package org.lowerbound.network;

/** The layers of an image architecture that work on images, in both directions. */
interface ImageStages {
  /**
   * Returns the size of the smallest feature map.
   *
   * @param name the network's
   * @throws IllegalArgumentException if the image has too few pixels
   */
  ImageShape smallest(String name, ImageShape image);

  /** Makes the layers from the image to the smallest map. */
  Layer encoder(LayerMaker maker, String name, ImageShape image);

  /** Makes the layers from the smallest map to that under the heads of an image's size. */
  Layer decoder(LayerMaker maker, String name, ImageShape image);

  /**
   * Makes the linear map from there to an image, without the bias.
   *
   * @param name the head's
   */
  Layer head(LayerMaker maker, String name, ImageShape image);
}
