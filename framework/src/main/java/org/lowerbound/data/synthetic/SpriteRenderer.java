package org.lowerbound.data.synthetic;

import org.lowerbound.data.Observations;

/**
 * Renders sprites to the same bytes on every platform: Java's floating-point arithmetic is exact in
 * that sense, and {@link StrictMath} is too.
 */
final class SpriteRenderer {
  /** Rounds a cosine to a multiple of 2^-40. */
  private static final double ROUNDING = 0x1.0p40;

  private static final double SMALLEST_SCALE = 0.5;

  private final Sprites spec;

  SpriteRenderer(Sprites spec) {
    this.spec = spec;
  }

  /**
   * Renders an image for each row.
   *
   * @param classes {@code [count][factor]}: shape, scale, orientation, x, y, …
   */
  Observations.Bytes render(int[][] classes) {
    int dimension = spec.size() * spec.size();
    byte[] pixels = new byte[classes.length * dimension];
    for (int i = 0; i < classes.length; i++) {
      render(classes[i], pixels, i * dimension);
    }
    return new Observations.Bytes(pixels, classes.length, dimension);
  }

  private void render(int[] classes, byte[] pixels, int offset) {
    SpriteShape shape = Sprites.SHAPES.get(classes[0]);
    double radius = radius(classes[1]);
    double angle = 2 * StrictMath.PI * classes[2] / spec.orientations();
    double cos = rounded(StrictMath.cos(angle));
    double sin = rounded(StrictMath.sin(angle));
    double centreX = centre(classes[3]);
    double centreY = centre(classes[4]);
    int top = (int) (centreY - radius);
    int left = (int) (centreX - radius);
    int bottom = (int) (centreY + radius);
    int right = (int) (centreX + radius);
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double dx = (column + 0.5 - centreX) / radius;
        double dy = (centreY - row - 0.5) / radius;
        // The pixel is turned back, clockwise, into the shape's own coordinates.
        if (shape.contains(cos * dx + sin * dy, cos * dy - sin * dx)) {
          pixels[offset + row * spec.size() + column] = 1;
        }
      }
    }
  }

  private double radius(int scale) {
    double relative =
        spec.scales() == 1
            ? 1
            : SMALLEST_SCALE + (1 - SMALLEST_SCALE) * scale / (spec.scales() - 1);
    return relative * spec.largestRadius();
  }

  private double centre(int position) {
    // A single position is the middle.
    double fraction = spec.positions() == 1 ? 0.5 : (double) position / (spec.positions() - 1);
    return spec.firstCentre() + spec.travel() * fraction;
  }

  /**
   * Makes the cosine of a right angle exactly 0 and those of mirrored angles exactly equal, so that
   * a shape's symmetries are symmetries of its image too.
   */
  private static double rounded(double cosine) {
    return StrictMath.rint(cosine * ROUNDING) / ROUNDING;
  }
}
