package org.lowerbound.picture;

/**
 * Viridis (van der Walt and Smith 2015), the map from numbers to colours whose steps look equal,
 * also without colour and to the colour-blind: linear between ten of its colours.
 */
public final class ColorMap {
  private static final int[] COLORS = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
    0xfde725
  };

  private ColorMap() {}

  /**
   * Returns the colour of a number.
   *
   * @param value from 0, dark blue, to 1, yellow; the nearest of them if outside
   * @return {@code 0xRRGGBB}
   */
  public static int of(double value) {
    double place = Math.max(0, Math.min(1, value)) * (COLORS.length - 1);
    int below = Math.min((int) place, COLORS.length - 2);
    double weight = place - below;
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = COLORS[below] >> shift & 0xFF;
      int high = COLORS[below + 1] >> shift & 0xFF;
      color |= (int) Math.round(low + weight * (high - low)) << shift;
    }
    return color;
  }
}
