package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.spec.Counts;

/** The sizes of an image's feature maps, each a stride smaller than the one before. */
final class FeatureMaps {
  private FeatureMaps() {}

  /**
   * Returns the sizes, the image first.
   *
   * @param name the network's
   * @param channels of the maps, from the image's side
   * @throws IllegalArgumentException if a stride would have nothing to take away
   */
  static ImmutableList<ImageShape> of(
      String name, ImageShape image, List<Integer> channels, int stride) {
    ImmutableList.Builder<ImageShape> maps = ImmutableList.builder();
    maps.add(image);
    ImageShape last = image;
    for (int i = 0; i < channels.size(); i++) {
      ImageShape next = last.strided(stride, channels.get(i));
      checkArgument(
          stride == 1 || last.height() > next.height() || last.width() > next.width(),
          "%s: a map of %s is too small for a stride of %s, which makes %s of it; images %s have"
              + " room for %s entries of channels %s",
          name,
          last,
          stride,
          next,
          image,
          i,
          channels);
      maps.add(next);
      last = next;
    }
    return maps.build();
  }

  /** Fails unless there are channels and all of them are positive. */
  static void checkChannels(List<Integer> channels) {
    checkArgument(!channels.isEmpty(), "channels must not be empty");
    Counts.checkWidths("channels", channels);
  }
}
