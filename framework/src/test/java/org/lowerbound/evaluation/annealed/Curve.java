package org.lowerbound.evaluation.annealed;

import org.lowerbound.numeric.GaussLegendre;
import org.lowerbound.random.RandomStream;

/**
 * A path on the line from N(0, 1) to a density with two modes of unequal height: log r(z) = −(z² −
 * 4)² / 4 + z / 2.
 */
record Curve() implements PathDensity {
  private static double logRatio(double z) {
    return -0.25 * (z * z - 4) * (z * z - 4) + 0.5 * z;
  }

  /** Returns log Z₁ / Z₀, by quadrature. */
  static double logRatioOfConstants() {
    double[] nodes = GaussLegendre.nodes(-6, 6, 40);
    double[] weights = GaussLegendre.weights(-6, 6, 40);
    double sum = 0;
    for (int i = 0; i < nodes.length; i++) {
      sum += weights[i] * Math.exp(logRatio(nodes[i]) - 0.5 * nodes[i] * nodes[i]);
    }
    return Math.log(sum / Math.sqrt(2 * Math.PI));
  }

  /** Returns an exact draw from π₁, by rejection. */
  static double exactDraw(RandomStream stream) {
    double most = 2; // log r is nowhere above: its maximum is 1.03.
    while (true) {
      double z = stream.nextGaussian();
      if (Math.log(stream.nextDouble()) < logRatio(z) - most) {
        return z;
      }
    }
  }

  @Override
  public PathTerms at(double[] points) {
    int n = points.length;
    double[] logBase = new double[n];
    double[] logRatio = new double[n];
    double[] baseGradient = new double[n];
    double[] ratioGradient = new double[n];
    for (int i = 0; i < n; i++) {
      double z = points[i];
      logBase[i] = -0.5 * z * z;
      logRatio[i] = logRatio(z);
      baseGradient[i] = -z;
      ratioGradient[i] = -(z * z - 4) * z + 0.5;
    }
    return new PathTerms(logBase, logRatio, baseGradient, ratioGradient);
  }
}
