package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;

/**
 * A picture in colour. The array is the object's own storage: nobody writes to it after
 * construction. Rasters of the same pixels are equal.
 *
 * @param width the number of pixels in a row
 * @param height the number of rows
 * @param pixels {@code 0xRRGGBB} (sRGB), row by row from the top, each from the left
 */
@SuppressWarnings("ArrayRecordComponent") // Made once; compared by what it holds, below.
public record Raster(int width, int height, int[] pixels) implements Picture {
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

  /** Returns a picture of one colour. */
  public static Raster blank(int width, int height, int color) {
    int[] pixels = new int[Math.multiplyExact(width, height)];
    Arrays.fill(pixels, color);
    return new Raster(width, height, pixels);
  }

  /**
   * Returns an observation that is an image.
   *
   * @param values the images' values; those outside [0, 1] are shown as the nearer end
   * @param first where this image's values begin: {@code [height, width, channels]}, last fastest
   * @param channels 1 for grey, 3 for red, green and blue
   */
  public static Raster image(float[] values, int first, int height, int width, int channels) {
    checkArgument(channels == 1 || channels == 3, "an image has 1 channel or 3, not %s", channels);
    int[] pixels = new int[height * width];
    for (int i = 0; i < pixels.length; i++) {
      int at = first + i * channels;
      int red = level(values[at]);
      int green = channels == 1 ? red : level(values[at + 1]);
      int blue = channels == 1 ? red : level(values[at + 2]);
      pixels[i] = red << 16 | green << 8 | blue;
    }
    return new Raster(width, height, pixels);
  }

  private static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  /** Returns the colour of a pixel, {@code 0xRRGGBB}. */
  public int at(int column, int row) {
    return pixels[row * width + column];
  }

  @Override
  public Raster raster() {
    return this;
  }

  @Override
  public ImmutableList<Panel> panels() {
    return ImmutableList.of();
  }

  /** Returns this picture with a square of so many pixels a side for each pixel. */
  public Raster scaled(int scale) {
    checkArgument(scale > 0, "scale must be positive but is %s", scale);
    int wide = Math.multiplyExact(width, scale);
    int[] large = new int[Math.multiplyExact(wide, Math.multiplyExact(height, scale))];
    for (int i = 0; i < large.length; i++) {
      large[i] = at(i % wide / scale, i / wide / scale);
    }
    return new Raster(wide, height * scale, large);
  }

  /** Returns a part of this picture. */
  public Raster crop(int left, int top, int wide, int high) {
    int[] part = new int[wide * high];
    for (int row = 0; row < high; row++) {
      System.arraycopy(pixels, (top + row) * width + left, part, row * wide, wide);
    }
    return new Raster(wide, high, part);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Raster raster
        && width == raster.width
        && height == raster.height
        && Arrays.equals(pixels, raster.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * width + height) + Arrays.hashCode(pixels);
  }
}
