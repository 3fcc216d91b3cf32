package org.lowerbound.numeric;

/** How bright a colour is: the luma of ITU-R BT.601. */
public final class Luma {
  private Luma() {}

  /** Returns 0.299 red + 0.587 green + 0.114 blue, in the unit of the three. */
  public static double of(double red, double green, double blue) {
    return 0.299 * red + 0.587 * green + 0.114 * blue;
  }
}
