package org.lowerbound.network;

import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.IntStream;

/**
 * Which channels of its own pixel a feature may see (van den Oord et al. 2016, section 3.4):
 * features are split into as many groups as there are channels in turn, and those of group g see
 * the channels before g. Where channels come together there is one group.
 *
 * @param count of the groups
 */
record ChannelGroups(int count) {
  /** Makes those of images. */
  static ChannelGroups of(ImageShape image, ChannelOrder order) {
    return new ChannelGroups(order == ChannelOrder.IN_TURN ? image.channels() : 1);
  }

  /** Returns the group of each of some features: in equal parts, as neighbours. */
  ImmutableIntArray of(int features) {
    return ImmutableIntArray.copyOf(
        IntStream.range(0, features).map(feature -> (int) ((long) feature * count / features)));
  }
}
