package org.lowerbound.picture;

import java.util.Arrays;

/** A picture in the making. What is drawn beyond its edges is cut off. */
public final class Canvas implements Surface {
  private final int width;
  private final int height;
  private final int[] pixels;

  /** Makes a picture of one colour, {@code 0xRRGGBB}. */
  public Canvas(int width, int height, int color) {
    this.width = width;
    this.height = height;
    this.pixels = new int[Math.multiplyExact(width, height)];
    Arrays.fill(pixels, color);
  }

  /** Fills a rectangle. */
  public void fill(int left, int top, int wide, int high, int color) {
    int from = Math.max(0, left);
    int to = Math.min(width, left + wide);
    for (int row = Math.max(0, top); row < Math.min(height, top + high) && from < to; row++) {
      Arrays.fill(pixels, row * width + from, row * width + to, color);
    }
  }

  @Override
  public void fill(Outline outline, int color, double opacity) {
    new Coverage(width, height)
        .of(outline, (column, row, share) -> blend(column, row, color, opacity * share));
  }

  /** Puts a picture with its upper left corner at a place. */
  public void put(Raster raster, int left, int top) {
    int from = Math.max(0, -left);
    int to = Math.min(raster.width(), width - left);
    for (int row = Math.max(0, -top); row < Math.min(raster.height(), height - top); row++) {
      if (from < to) {
        System.arraycopy(
            raster.pixels(),
            row * raster.width() + from,
            pixels,
            (top + row) * width + left + from,
            to - from);
      }
    }
  }

  /** Returns the picture as it is now. */
  public Raster raster() {
    return new Raster(width, height, pixels.clone());
  }

  private void blend(int column, int row, int color, double share) {
    int under = pixels[row * width + column];
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int below = under >> shift & 0xFF;
      int above = color >> shift & 0xFF;
      mixed |= (int) Math.round(below + share * (above - below)) << shift;
    }
    pixels[row * width + column] = mixed;
  }
}
