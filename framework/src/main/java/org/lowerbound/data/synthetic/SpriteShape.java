package org.lowerbound.data.synthetic;

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
  /** Point down: the curve x² + (6/5 y - √|x|)² = 1, moved and shrunk into the unit circle. */
  HEART {
    @Override
    boolean contains(double u, double v) {
      double x = HEART_RADIUS * u;
      double y = HEART_RADIUS * v + HEART_CENTRE;
      double lifted = HEART_HEIGHT * y - StrictMath.sqrt(StrictMath.abs(x));
      return x * x + lifted * lifted <= 1;
    }
  };

  private static final double HALF_SIDE = StrictMath.sqrt(0.5);

  private static final double HEART_HEIGHT = 1.2;

  /** A circle around the curve, close to the smallest; found numerically. */
  private static final double HEART_RADIUS = 1.2;

  private static final double HEART_CENTRE = 0.365;

  /** Returns whether a point is inside. */
  abstract boolean contains(double u, double v);
}
