package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
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
    return decompose(matrix, true);
  }

  /** Returns the eigenvalues alone, which take a part of the time. */
  public static double[] valuesOf(double[][] matrix) {
    return decompose(matrix, false).values;
  }

  private static SymmetricEigen decompose(double[][] matrix, boolean vectors) {
    double size = 0;
    for (double[] row : matrix) {
      for (double value : row) {
        checkArgument(Double.isFinite(value), "the matrix has the value %s", value);
      }
      size = Math.max(size, Arrays.stream(row).map(Math::abs).sum());
    }
    double norm = size; // No eigenvalue is larger.
    // Of a matrix of low rank, whose other eigenvalues are rounding errors of all sizes, the
    // iteration may not come to an end. A + s I has the same vectors, and none of those.
    return shifted(matrix, 0, vectors)
        .or(() -> shifted(matrix, norm, vectors))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the eigenvalues of the %d x %d matrix were not found"
                        .formatted(matrix.length, matrix.length)));
  }

  /** Returns the decomposition by way of that of A + s I; none if it does not come to an end. */
  static Optional<SymmetricEigen> shifted(double[][] matrix, double shift, boolean vectors) {
    DMatrixRMaj sum = new DMatrixRMaj(matrix);
    for (int i = 0; i < matrix.length; i++) {
      sum.add(i, i, shift);
    }
    // Not from EJML's factory, which takes threads of its own where matrices are large.
    SymmetricQRAlgorithmDecomposition_DDRM qr =
        new SymmetricQRAlgorithmDecomposition_DDRM(
            new TridiagonalDecompositionHouseholder_DDRM(), vectors);
    if (!qr.decompose(sum)) {
      return Optional.empty();
    }
    double[] values = new double[matrix.length];
    double[][] each = new double[vectors ? matrix.length : 0][];
    for (int i = 0; i < values.length; i++) {
      values[i] = qr.getEigenvalue(i).getReal() - shift;
    }
    for (int i = 0; i < each.length; i++) {
      each[i] = qr.getEigenVector(i).data;
    }
    return Optional.of(new SymmetricEigen(values, each));
  }

  /** Returns the eigenvalues, in no order. */
  public double[] values() {
    return values.clone();
  }

  /** Returns the numbers of the eigenvalues, the largest first. */
  public int[] descending() {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Returns the eigenvector that belongs to an eigenvalue, {@code [n]}, of length 1.
   *
   * @param number its place in {@link #values}
   */
  public double[] vector(int number) {
    return vectors[number].clone();
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
