package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.spec.Counts;

/**
 * What the kernel of a causal convolution sees of the pixel at its centre (van den Oord et al.
 * 2016, section 3.4). Of the pixels in rows above and of those to the left it sees everything, of
 * those that come later nothing.
 */
enum CausalMask {
  /** The channels before that of the output: for layers on top of an image. */
  A,
  /** And that of the output itself: for layers on top of features, which do not see it. */
  B;

  /**
   * Returns the mask of a kernel, 1 where it sees and 0 where not, {@code [height, width, in, out]}
   * with the last index fastest. Its centre is the place (⌊height / 2⌋, ⌊width / 2⌋).
   *
   * @param in the groups of the features below
   * @param out those of the features above
   */
  float[] kernel(int height, int width, ChannelGroups in, ChannelGroups out) {
    float[] mask = new float[height * width * in.features() * out.features()];
    int i = 0;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int after = Integer.signum((row - height / 2) * width + column - width / 2);
        for (int below = 0; below < in.features(); below++) {
          for (int above = 0; above < out.features(); above++) {
            int ahead = out.values().get(above) - in.values().get(below);
            boolean sees = after < 0 || after == 0 && (this == B ? ahead >= 0 : ahead > 0);
            mask[i++] = sees ? 1 : 0;
          }
        }
      }
    }
    return mask;
  }

  /** Fails unless a kernel of such a size has a centre. */
  static void checkKernel(String key, int size) {
    Counts.checkPositive(key, size, Counts.MOST_LAYERS);
    checkArgument(size % 2 == 1, "%s must be odd, or a kernel has no centre, but is %s", key, size);
  }
}
