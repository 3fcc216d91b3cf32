package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix A = V diag(λ) Vᵀ, in double precision, on
 * the thread that asks.
 */
public final class SymmetricEigen {
  private final double[] values;
  private final double[][] vectors; // One a row.

  private SymmetricEigen(double[] values, double[][] vectors) {
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes a matrix {@code [n][n]}.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public static SymmetricEigen of(double[][] matrix) {
    SymmetricQRAlgorithmDecomposition_DDRM qr = decompose(matrix, true);
    double[][] vectors = new double[matrix.length][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = qr.getEigenVector(i).data;
    }
    return new SymmetricEigen(valuesOf(qr), vectors);
  }

  /** Returns the eigenvalues alone, which take a part of the time. */
  public static double[] valuesOf(double[][] matrix) {
    return valuesOf(decompose(matrix, false));
  }

  private static double[] valuesOf(SymmetricQRAlgorithmDecomposition_DDRM qr) {
    double[] values = new double[qr.getNumberOfEigenvalues()];
    for (int i = 0; i < values.length; i++) {
      values[i] = qr.getEigenvalue(i).getReal();
    }
    return values;
  }

  private static SymmetricQRAlgorithmDecomposition_DDRM decompose(
      double[][] matrix, boolean vectors) {
    for (double[] row : matrix) {
      for (double value : row) {
        checkArgument(Double.isFinite(value), "the matrix has the value %s", value);
      }
    }
    // Not from EJML's factory, which takes threads of its own where matrices are large.
    SymmetricQRAlgorithmDecomposition_DDRM qr =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            new TridiagonalDecompositionHouseholder_DDRM(), vectors);
    checkArgument(
        qr.decompose(new DMatrixRMaj(matrix)),
        "the eigenvalues of the %s x %s matrix were not found",
        matrix.length,
        matrix.length);
    return qr;
  }

  /** Returns the eigenvalues, in no order. */
  public double[] values() {
    return values.clone();
  }

  /**
   * Returns V diag(√λ) Vᵀ, {@code [n][n]}: the square root that is symmetric and has no negative
   * eigenvalue. Those of A that are negative, as rounding makes them of 0, count as 0.
   */
  public double[][] squareRoot() {
    int n = values.length;
    double[][] root = new double[n][n];
    for (int e = 0; e < n; e++) {
      double size = Math.sqrt(Math.max(0, values[e]));
      if (size > 0) {
        for (int i = 0; i < n; i++) {
          double scaled = size * vectors[e][i];
          double[] row = root[i];
          for (int j = 0; j < n; j++) {
            row[j] += scaled * vectors[e][j];
          }
        }
      }
    }
    return root;
  }
}
