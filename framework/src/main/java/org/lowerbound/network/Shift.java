package org.lowerbound.network;

/**
 * Where a convolution sees from (Salimans et al. 2017, section 2.3): instead of masking a kernel,
 * the image is moved under it.
 */
enum Shift {
  /** A row and the one above, in both of them a pixel to each side: kernels of 2 × 3. */
  DOWN(2, 3, 1, 1),
  /** A row and the one above, in both of them nothing to the right: kernels of 2 × 2. */
  DOWN_RIGHT(2, 2, 1, 0),
  /** A row, a pixel to each side: kernels of 1 × 3. */
  ROW(1, 3, 1, 1),
  /** A pixel and the one above: kernels of 2 × 1. */
  COLUMN(2, 1, 0, 0);

  private final int height;
  private final int width;
  private final int left;
  private final int right;

  Shift(int height, int width, int left, int right) {
    this.height = height;
    this.width = width;
    this.left = left;
    this.right = right;
  }

  /** Returns the height of a kernel. */
  int height() {
    return height;
  }

  /** Returns the width of a kernel. */
  int width() {
    return width;
  }

  /** Returns how many rows above a pixel its kernel sees. */
  int above() {
    return height - 1;
  }

  /** Returns how many columns left of a pixel its kernel sees. */
  int left() {
    return left;
  }

  /** Returns how many columns right of a pixel its kernel sees. */
  int right() {
    return right;
  }
}
