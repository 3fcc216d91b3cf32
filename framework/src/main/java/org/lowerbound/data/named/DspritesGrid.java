package org.lowerbound.data.named;

import com.google.common.collect.ImmutableList;

/**
 * A regular grid of the factors of dSprites: every so many orientations and positions, all of the
 * others. Images follow each other as in the official file, y fastest.
 *
 * @param orientations how many orientations, a divisor of 40
 * @param positions how many positions along x, and along y, a divisor of 32
 */
record DspritesGrid(int orientations, int positions) {
  /** The whole set. */
  static final DspritesGrid ALL = new DspritesGrid(40, 32);

  /** The number of shapes. */
  static final int SHAPES = 3;

  /** The number of scales. */
  static final int SCALES = 6;

  /** Returns the number of images. */
  int count() {
    return SHAPES * SCALES * orientations * positions * positions;
  }

  /** Returns the number of levels of colour, shape, scale, orientation, x and y. */
  ImmutableList<Integer> sizes() {
    return ImmutableList.of(1, SHAPES, SCALES, orientations, positions, positions);
  }

  /** Returns the levels of an image, counted in this grid. */
  int[] classes(int image) {
    ImmutableList<Integer> sizes = sizes();
    int[] classes = new int[sizes.size()];
    int rest = image;
    for (int factor = sizes.size() - 1; factor >= 0; factor--) {
      classes[factor] = rest % sizes.get(factor);
      rest /= sizes.get(factor);
    }
    return classes;
  }

  /** Returns whether a finer grid has all the images of this one. */
  boolean isWithin(DspritesGrid finer) {
    return finer.orientations % orientations == 0 && finer.positions % positions == 0;
  }

  /**
   * Returns which image of this grid an image of a finer one is.
   *
   * @return -1 if it is none
   */
  int imageOf(DspritesGrid finer, int image) {
    int[] classes = finer.classes(image);
    int turn = finer.orientations / orientations;
    int step = finer.positions / positions;
    if (classes[3] % turn != 0 || classes[4] % step != 0 || classes[5] % step != 0) {
      return -1;
    }
    int at = (classes[1] * SCALES + classes[2]) * orientations + classes[3] / turn;
    return (at * positions + classes[4] / step) * positions + classes[5] / step;
  }
}
