package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * A picture in colour. The array is the object's own storage: nobody writes to it after
 * construction.
 *
 * @param width the number of pixels in a row
 * @param height the number of rows
 * @param pixels {@code 0xRRGGBB} (sRGB), row by row from the top, each from the left
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, written to a file.
public record Raster(int width, int height, int[] pixels) {
  /** Checks the sizes. */
  public Raster {
    checkArgument(width > 0 && height > 0, "a picture of %s x %s pixels is empty", width, height);
    checkArgument(
        pixels.length == (long) width * height,
        "%s pixels do not fill %s x %s",
        pixels.length,
        width,
        height);
  }

  /** Returns the colour of a pixel, {@code 0xRRGGBB}. */
  public int at(int column, int row) {
    return pixels[row * width + column];
  }

  /** Returns two pictures of one height side by side, with a gap between them. */
  public static Raster beside(Raster left, Raster right, int gap, int gapColor) {
    checkArgument(
        left.height == right.height, "heights differ: %s and %s", left.height, right.height);
    int width = left.width + gap + right.width;
    int[] pixels = new int[width * left.height];
    Arrays.fill(pixels, gapColor);
    for (int row = 0; row < left.height; row++) {
      System.arraycopy(left.pixels, row * left.width, pixels, row * width, left.width);
      System.arraycopy(
          right.pixels, row * right.width, pixels, row * width + left.width + gap, right.width);
    }
    return new Raster(width, left.height, pixels);
  }
}
