package org.lowerbound.testing;

/** All observations of a few bits, for sums that must be 1. */
public final class BitStrings {
  private BitStrings() {}

  /** Returns the 2ᴰ vectors of bits, row by row, {@code [2^D, D]}, counted upwards. */
  public static float[] all(int dimension) {
    float[] all = new float[(1 << dimension) * dimension];
    for (int i = 0; i < all.length; i++) {
      all[i] = ((i / dimension) >> (dimension - 1 - i % dimension)) & 1;
    }
    return all;
  }
}
