package org.lowerbound.tools;

import java.util.Arrays;
import org.lowerbound.evaluation.Raster;

/** A picture in the making. */
final class Canvas {
  private final int width;
  private final int height;
  private final int[] pixels;

  /** Makes a picture of one colour, {@code 0xRRGGBB}. */
  Canvas(int width, int height, int color) {
    this.width = width;
    this.height = height;
    this.pixels = new int[Math.multiplyExact(width, height)];
    Arrays.fill(pixels, color);
  }

  /** Fills a rectangle. */
  void fill(int left, int top, int wide, int high, int color) {
    for (int row = top; row < top + high; row++) {
      Arrays.fill(pixels, row * width + left, row * width + left + wide, color);
    }
  }

  /** Puts a picture with its upper left corner at a place. */
  void put(Raster raster, int left, int top) {
    for (int row = 0; row < raster.height(); row++) {
      System.arraycopy(
          raster.pixels(),
          row * raster.width(),
          pixels,
          (top + row) * width + left,
          raster.width());
    }
  }

  /** Returns the picture as it is now. */
  Raster raster() {
    return new Raster(width, height, pixels.clone());
  }
}
