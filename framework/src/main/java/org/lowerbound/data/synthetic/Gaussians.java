package org.lowerbound.data.synthetic;

/** What the densities of mixtures of normals are computed with, in double precision. */
final class Gaussians {
  private static final double LOG_TWO_PI = StrictMath.log(2 * StrictMath.PI);

  private Gaussians() {}

  /** Returns log N(x; mean, σ² I). */
  static double logDensity(double[] x, double[] mean, double sigma) {
    double squares = 0;
    for (int i = 0; i < x.length; i++) {
      double difference = x[i] - mean[i];
      squares += difference * difference;
    }
    return -0.5 * squares / (sigma * sigma) - x.length * (0.5 * LOG_TWO_PI + StrictMath.log(sigma));
  }

  /** Returns the logarithm of the sum of the exponentials, which may all be 0 in double. */
  static double logSumExp(double... logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += StrictMath.exp(log - most);
    }
    return most + StrictMath.log(sum);
  }
}
