package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.stream.IntStream;

/**
 * Which channel of a pixel each feature of a causal map is for: a feature for channel c may see the
 * channels before c of its own pixel, and c itself behind a layer with {@link CausalMask#B}.
 *
 * @param values the channel of each feature, from 0
 */
record ChannelGroups(ImmutableIntArray values) {
  /**
   * Returns groups of one size, as neighbours.
   *
   * @param name what has the features, for messages
   * @param features how many there are
   * @param channels how many groups: 1 where channels come together
   */
  static ChannelGroups of(String name, int features, int channels) {
    checkArgument(
        features % channels == 0,
        "%s: %s features are not as many for each of %s channels, which come in turn; a multiple of"
            + " %s works",
        name,
        features,
        channels,
        channels);
    int size = features / channels;
    return new ChannelGroups(
        ImmutableIntArray.copyOf(IntStream.range(0, features).map(feature -> feature / size)));
  }

  /** Returns the groups of maps behind each other, as the gates of a recurrent layer are. */
  ChannelGroups repeated(int times) {
    return new ChannelGroups(
        ImmutableIntArray.copyOf(
            IntStream.range(0, times).flatMap(copy -> values.stream())));
  }

  /** Returns the number of features. */
  int features() {
    return values.length();
  }
}
