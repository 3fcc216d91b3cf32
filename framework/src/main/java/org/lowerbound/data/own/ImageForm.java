package org.lowerbound.data.own;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.file.ImageFile;
import org.lowerbound.data.source.DataException;
import org.lowerbound.numeric.Luma;
import org.lowerbound.spec.Default;

/**
 * What is made of an image file.
 *
 * @param size of all images; left out, all files must have the same, which it then is
 * @param channels 3 for red, green and blue, 1 for grey: the luma of ITU-R BT.601, 0.299 red +
 *     0.587 green + 0.114 blue
 * @param filter what resizes
 * @param fit what becomes of images with other sides
 */
public record ImageForm(
    Optional<ImageSize> size,
    @Default("3") int channels,
    @Default("\"bicubic\"") ImageFilter filter,
    @Default("\"crop\"") ImageFit fit) {
  private static final int COLOURS = 3;

  /** Checks the number of channels. */
  public ImageForm {
    checkArgument(
        channels == 1 || channels == COLOURS,
        "channels must be 1 (grey) or 3 (red, green, blue) but is %s",
        channels);
  }

  /**
   * Returns the size of all images.
   *
   * @param first an image, whose size it is unless one is given
   */
  ImageSize sizeOr(ImageFile.Pixels first) {
    return size.orElseGet(() -> new ImageSize.Sides(first.height(), first.width()));
  }

  /**
   * Writes an image's levels 0 … 255, row by row, channels last.
   *
   * @param path of the image, for messages
   * @param from of the size's image, for messages
   * @param to {@code [N, height, width, channels]}
   * @param offset where the image starts
   */
  void put(ImageFile.Pixels image, Path path, Path from, ImageSize target, byte[] to, int offset) {
    boolean same = image.height() == target.height() && image.width() == target.width();
    if (!same && size.isEmpty()) {
      throw new DataException(
          String.format(
              "%s has %d x %d pixels, but %s has %d x %d; \"size\": %d resizes all images",
              from,
              target.height(),
              target.width(),
              path,
              image.height(),
              image.width(),
              Math.min(target.height(), target.width())));
    }
    double[] levels = same ? levels(image, 0, 0, image) : resized(image, target);
    for (int i = 0; i < levels.length; i++) {
      to[offset + i] = (byte) level(levels[i]);
    }
  }

  private static double level(double value) {
    return Math.max(0, Math.min(255, StrictMath.rint(value)));
  }

  private double[] resized(ImageFile.Pixels image, ImageSize target) {
    int height = image.height();
    int width = image.width();
    if (fit == ImageFit.CROP) {
      // The largest part with the sides' ratio, to whole pixels.
      long wide = Math.round((double) height * target.width() / target.height());
      long high = Math.round((double) width * target.height() / target.width());
      height = (int) Math.max(1, Math.min(height, high));
      width = (int) Math.max(1, Math.min(width, wide));
    }
    double[] part =
        levels(
            image,
            (image.height() - height) / 2,
            (image.width() - width) / 2,
            new ImageFile.Pixels(height, width, new int[0]));
    double[] narrow =
        new Resampling(filter, width, target.width()).apply(part, height, width, channels);
    // Levels between the passes, too, as in Pillow: what a filter overshoots goes no further.
    Arrays.setAll(narrow, i -> level(narrow[i]));
    return new Resampling(filter, height, target.height())
        .apply(narrow, 1, height, target.width() * channels);
  }

  /** Returns the levels of a part of an image, {@code [height, width, channels]}. */
  private double[] levels(ImageFile.Pixels image, int top, int left, ImageFile.Pixels sides) {
    double[] levels = new double[sides.height() * sides.width() * channels];
    int next = 0;
    for (int y = top; y < top + sides.height(); y++) {
      for (int x = left; x < left + sides.width(); x++) {
        int argb = image.argb()[y * image.width() + x];
        int opacity = argb >>> 24;
        double red = onWhite(argb >> 16 & 0xFF, opacity);
        double green = onWhite(argb >> 8 & 0xFF, opacity);
        double blue = onWhite(argb & 0xFF, opacity);
        if (channels == 1) {
          levels[next++] = red == green && green == blue ? red : Luma.of(red, green, blue);
        } else {
          levels[next++] = red;
          levels[next++] = green;
          levels[next++] = blue;
        }
      }
    }
    return levels;
  }

  /** Returns a level in front of white. */
  private static double onWhite(int level, int opacity) {
    return opacity == 255 ? level : (level * opacity + 255 * (255 - opacity)) / 255.0;
  }
}
