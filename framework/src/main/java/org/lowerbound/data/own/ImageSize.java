package org.lowerbound.data.own;

import org.lowerbound.spec.Counts;

/** The size of all images of a data set. */
public sealed interface ImageSize {
  /** More is a typing error. */
  int MOST_PIXELS = 4096;

  /** Returns the height in pixels. */
  int height();

  /** Returns the width in pixels. */
  int width();

  /**
   * A square.
   *
   * @param pixels height and width
   */
  record Square(int pixels) implements ImageSize {
    /** Checks the number. */
    public Square {
      Counts.checkPositive("size", pixels, MOST_PIXELS);
    }

    @Override
    public int height() {
      return pixels;
    }

    @Override
    public int width() {
      return pixels;
    }
  }

  /**
   * A rectangle.
   *
   * @param height in pixels
   * @param width in pixels
   */
  record Sides(int height, int width) implements ImageSize {
    /** Checks the numbers. */
    public Sides {
      Counts.checkPositive("height", height, MOST_PIXELS);
      Counts.checkPositive("width", width, MOST_PIXELS);
    }
  }
}
