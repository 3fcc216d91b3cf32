package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

/** The factor L of a symmetric positive definite matrix A = L Lᵀ, in double precision. */
public final class Cholesky {
  private final double[][] lower;

  /**
   * Factors a matrix {@code [n][n]}, of which the lower triangle is read.
   *
   * @throws IllegalArgumentException if it is not positive definite
   */
  public Cholesky(double[][] matrix) {
    int n = matrix.length;
    lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = matrix[i][j];
        for (int k = 0; k < j; k++) {
          rest -= lower[i][k] * lower[j][k];
        }
        if (i == j) {
          checkArgument(
              rest > 0,
              "the matrix is not positive definite: pivot %s is %s",
              String.valueOf(i),
              rest);
          lower[i][i] = StrictMath.sqrt(rest);
        } else {
          lower[i][j] = rest / lower[j][j];
        }
      }
    }
  }

  /** Returns L{@code [row][column]}, 0 above the diagonal. */
  public double lower(int row, int column) {
    return lower[row][column];
  }

  /** Returns A⁻¹ b for a vector b, {@code [n]}. */
  public double[] solve(double[] b) {
    int n = lower.length;
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }

  /** Returns log |A|. */
  public double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += StrictMath.log(lower[i][i]);
    }
    return 2 * sum;
  }
}
