package org.lowerbound.picture;

import java.util.Arrays;

/**
 * How much of each pixel is inside an outline: sixteen lines through each row of pixels, along each
 * of which lengths are exact. Only additions, multiplications and divisions of doubles are used,
 * which every Java rounds alike.
 */
final class Coverage {
  private static final int LINES = 16;

  private final int width;
  private final int height;

  /**
   * Prepares for a picture.
   *
   * @param width in pixels
   * @param height in pixels
   */
  Coverage(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /** Takes the share of a pixel that is covered. */
  @FunctionalInterface
  interface Pixels {
    /**
     * Takes the share of one pixel.
     *
     * @param share above 0, at most 1
     */
    void cover(int column, int row, double share);
  }

  /** Finds the share of each pixel that is inside; those without any are passed over. */
  void of(Outline outline, Pixels pixels) {
    int left = (int) Math.max(0, Math.floor(outline.left()));
    int right = (int) Math.min(width, Math.ceil(outline.right()));
    int top = (int) Math.max(0, Math.floor(outline.top()));
    int bottom = (int) Math.min(height, Math.ceil(outline.bottom()));
    if (left >= right || top >= bottom) {
      return;
    }
    Crossings[] lines = new Crossings[(bottom - top) * LINES];
    outline.edges((x0, y0, x1, y1) -> cross(lines, top, x0, y0, x1, y1));
    double[] shares = new double[right - left];
    for (int row = top; row < bottom; row++) {
      Arrays.fill(shares, 0);
      for (int line = 0; line < LINES; line++) {
        Crossings crossings = lines[(row - top) * LINES + line];
        if (crossings != null) {
          crossings.spans((from, to) -> add(shares, from - left, to - left));
        }
      }
      for (int i = 0; i < shares.length; i++) {
        if (shares[i] > 0) {
          pixels.cover(left + i, row, Math.min(1, shares[i] / LINES));
        }
      }
    }
  }

  /** Notes where an edge meets the lines, which are halfway between sixteenths of a pixel. */
  private static void cross(
      Crossings[] lines, int top, double x0, double y0, double x1, double y1) {
    if (y0 == y1) {
      return;
    }
    double upper = Math.min(y0, y1);
    double lower = Math.max(y0, y1);
    int first = (int) Math.max(0, Math.ceil((upper - top) * LINES - 0.5));
    int end = (int) Math.min(lines.length, Math.ceil((lower - top) * LINES - 0.5));
    for (int i = first; i < end; i++) {
      double y = top + (i + 0.5) / LINES;
      if (lines[i] == null) {
        lines[i] = new Crossings();
      }
      lines[i].add(x0 + (y - y0) / (y1 - y0) * (x1 - x0), y1 > y0 ? 1 : -1);
    }
  }

  /** Adds the length that a span has in each pixel. */
  private static void add(double[] shares, double from, double to) {
    double start = Math.max(0, from);
    double end = Math.min(shares.length, to);
    for (int i = (int) start; i < end; i++) {
      shares[i] += Math.min(i + 1, end) - Math.max(i, start);
    }
  }
}
