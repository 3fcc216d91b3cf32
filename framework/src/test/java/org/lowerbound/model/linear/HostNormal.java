package org.lowerbound.model.linear;

/**
 * N(mean, C) of any covariance C in double precision, by elimination on all of C: nothing is known
 * of how C is made up.
 */
final class HostNormal {
  private final double[] mean;
  private final double[][] covariance;

  HostNormal(double[] mean, double[][] covariance) {
    this.mean = mean;
    this.covariance = covariance;
  }

  /** Returns WWᵀ + diag(σ²). */
  static double[][] covariance(double[][] w, double... sigma) {
    int d = w.length;
    double[][] c = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        for (int k = 0; k < w[0].length; k++) {
          c[i][j] += w[i][k] * w[j][k];
        }
      }
      c[i][i] += sigma[i] * sigma[i];
    }
    return c;
  }

  /** Returns the log-density in nats. */
  double logProb(double... x) {
    int d = mean.length;
    double[][] a = new double[d][];
    double[] r = new double[d];
    for (int i = 0; i < d; i++) {
      a[i] = covariance[i].clone();
      r[i] = x[i] - mean[i];
    }
    double sum = d * Math.log(2 * Math.PI);
    for (int i = 0; i < d; i++) { // C = LDLᵀ: Σ log D and Σ (L⁻¹r)² / D
      sum += Math.log(a[i][i]) + r[i] * r[i] / a[i][i];
      for (int j = i + 1; j < d; j++) {
        double factor = a[j][i] / a[i][i];
        r[j] -= factor * r[i];
        for (int k = i; k < d; k++) {
          a[j][k] -= factor * a[i][k];
        }
      }
    }
    return -0.5 * sum;
  }

  /**
   * Returns what is expected of the first values of a normal vector given the others, and their
   * covariance behind it, by the formulas of joint normals: {@code [first + first²]}.
   *
   * @param observed the values of the others
   */
  double[] conditional(int first, double... observed) {
    int d = mean.length;
    double[][] a = new double[d][];
    double[] r = new double[d];
    for (int i = 0; i < d; i++) {
      a[i] = covariance[i].clone();
      r[i] = i < first ? 0 : observed[i - first] - mean[i];
    }
    // Eliminating the others leaves their Schur complement, and minus the expected deviation.
    for (int i = d - 1; i >= first; i--) {
      for (int j = 0; j < i; j++) {
        double factor = a[j][i] / a[i][i];
        r[j] -= factor * r[i];
        for (int k = 0; k <= i; k++) {
          a[j][k] -= factor * a[i][k];
        }
      }
    }
    double[] result = new double[first + first * first];
    for (int i = 0; i < first; i++) {
      result[i] = mean[i] - r[i];
      System.arraycopy(a[i], 0, result, first + i * first, first);
    }
    return result;
  }
}
