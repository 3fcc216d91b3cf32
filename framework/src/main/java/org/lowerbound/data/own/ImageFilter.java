package org.lowerbound.data.own;

/**
 * What a pixel of a resized image takes of the original, as a function of the distance in pixels of
 * the coarser of the two. Named as in Pillow, whose weights these are.
 */
public enum ImageFilter {
  /** The mean of the area: of whole blocks where the size is divided by a whole number. */
  BOX(0.5) {
    @Override
    double weight(double x) {
      return x > -0.5 && x <= 0.5 ? 1 : 0;
    }
  },

  /** A triangle. */
  BILINEAR(1) {
    @Override
    double weight(double x) {
      return Math.max(0, 1 - Math.abs(x));
    }
  },

  /** The cubic convolution of Keys (1981), with a = −½. */
  BICUBIC(2) {
    @Override
    double weight(double x) {
      double d = Math.abs(x);
      if (d < 1) {
        return (1.5 * d - 2.5) * d * d + 1;
      }
      return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
    }
  },

  /** The windowed sinc function with three lobes on each side. */
  LANCZOS(3) {
    @Override
    double weight(double x) {
      return Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
    }
  };

  private final double support;

  ImageFilter(double support) {
    this.support = support;
  }

  /** Returns the largest distance that has a weight. */
  double support() {
    return support;
  }

  /** Returns the weight at a distance, before weights are made to sum to one. */
  abstract double weight(double x);

  private static double sinc(double x) {
    double angle = StrictMath.PI * x;
    return x == 0 ? 1 : StrictMath.sin(angle) / angle;
  }
}
