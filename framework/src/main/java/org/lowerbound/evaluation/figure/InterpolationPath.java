package org.lowerbound.evaluation.figure;

/** The way from one code to another. */
public enum InterpolationPath {
  /** The straight line, (1 − t) a + t b. */
  LINEAR {
    @Override
    double[] weights(double[] a, double[] b, double t) {
      return new double[] {1 - t, t};
    }
  },
  /**
   * The great circle, (sin((1 − t) Ω) a + sin(t Ω) b) / sin Ω with the angle Ω between a and b
   * (Shoemake 1985; for latents, White 2016): draws from N(0, I) in many dimensions have nearly one
   * length, which the straight line cuts short. CodesToDecode on one line through 0 have no such
   * circle, and the straight line instead.
   */
  SPHERICAL {
    @Override
    double[] weights(double[] a, double[] b, double t) {
      double cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
      // A code that is 0 has no angle: the comparison is false for what is no number.
      if (!(Math.abs(cosine) < LARGEST_COSINE)) {
        return LINEAR.weights(a, b, t);
      }
      double angle = StrictMath.acos(cosine);
      return new double[] {
        StrictMath.sin((1 - t) * angle) / StrictMath.sin(angle),
        StrictMath.sin(t * angle) / StrictMath.sin(angle)
      };
    }
  };

  /** Closer to 1, the sine of the angle has half of its digits left. */
  private static final double LARGEST_COSINE = 1 - 1e-12;

  /** Returns the weights of a and b at t, from 0 at a to 1 at b. */
  abstract double[] weights(double[] a, double[] b, double t);

  /** Returns the point at t, from 0 at a to 1 at b. */
  double[] at(double[] a, double[] b, double t) {
    double[] weights = weights(a, b, t);
    double[] point = new double[a.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = weights[0] * a[i] + weights[1] * b[i];
    }
    return point;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
