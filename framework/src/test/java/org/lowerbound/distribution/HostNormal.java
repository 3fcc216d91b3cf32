package org.lowerbound.distribution;

/**
 * A normal distribution by its mean and covariance, whose density takes one Gaussian elimination:
 * neither Cholesky factors nor Woodbury's identity.
 */
public final class HostNormal implements HostDensity {
  private final double[] mean;
  private final double[][] covariance;

  public HostNormal(double[] mean, double[][] covariance) {
    this.mean = mean.clone();
    this.covariance = copy(covariance);
  }

  /** Returns the normal distribution with independent components. */
  public static HostNormal diagonal(double[] mean, double[] logScale) {
    double[][] covariance = new double[mean.length][mean.length];
    for (int i = 0; i < mean.length; i++) {
      covariance[i][i] = Math.exp(2 * logScale[i]);
    }
    return new HostNormal(mean, covariance);
  }

  @Override
  public double logProb(double... x) {
    int n = mean.length;
    double[][] matrix = copy(covariance);
    double[] deviation = new double[n];
    for (int i = 0; i < n; i++) {
      deviation[i] = x[i] - mean[i];
    }
    // Elimination leaves the pivots d and L⁻¹(x − μ) of Σ = LDLᵀ, L with ones on the diagonal.
    double logProb = 0;
    for (int i = 0; i < n; i++) {
      double pivot = matrix[i][i];
      logProb -= 0.5 * (Math.log(2 * Math.PI * pivot) + deviation[i] * deviation[i] / pivot);
      for (int row = i + 1; row < n; row++) {
        double ratio = matrix[row][i] / pivot;
        for (int column = i; column < n; column++) {
          matrix[row][column] -= ratio * matrix[i][column];
        }
        deviation[row] -= ratio * deviation[i];
      }
    }
    return logProb;
  }

  @Override
  public double[] mean() {
    return mean.clone();
  }

  @Override
  public double[][] covariance() {
    return copy(covariance);
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }
}
