package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A part of a picture.
 *
 * @param name what it shows
 * @param left the first column of pixels
 * @param top the first row
 * @param width in pixels
 * @param height in pixels
 */
public record Panel(String name, int left, int top, int width, int height) {
  /** Checks the arguments. */
  public Panel {
    checkArgument(!name.isBlank(), "a part of a picture must have a name");
    checkArgument(
        left >= 0 && top >= 0 && width > 0 && height > 0,
        "the part %s of a picture is nowhere: %s x %s pixels at %s, %s",
        name,
        width,
        height,
        left,
        top);
  }

  /** Returns the pixels of this part. */
  public Raster of(Raster whole) {
    return whole.crop(left, top, width, height);
  }
}
