package org.lowerbound.data;

/**
 * The outlines of the sprites, each centred on the origin with its farthest point at distance 1, u
 * to the right and v up.
 */
enum SpriteShape {
  /** Upright; its corners are at distance 1. */
  SQUARE {
    @Override
    boolean contains(double u, double v) {
      return StrictMath.max(StrictMath.abs(u), StrictMath.abs(v)) <= HALF_SIDE;
    }
  },
  /** Twice as wide as high. */
  ELLIPSE {
    @Override
    boolean contains(double u, double v) {
      return u * u + 4 * v * v <= 1;
    }
  },
  /** Point down: the curve (x² + y² - 1)³ = x² y³, moved and shrunk into the unit circle. */
  HEART {
    @Override
    boolean contains(double u, double v) {
      double x = HEART_RADIUS * u;
      double y = HEART_RADIUS * v + HEART_CENTRE;
      double a = x * x + y * y - 1;
      return a * a * a <= x * x * y * y * y;
    }
  };

  private static final double HALF_SIDE = StrictMath.sqrt(0.5);

  /** The smallest circle around the curve whose centre is on the y axis; found numerically. */
  private static final double HEART_RADIUS = 1.25;

  private static final double HEART_CENTRE = 0.25;

  /** Returns whether a point is inside. */
  abstract boolean contains(double u, double v);
}
