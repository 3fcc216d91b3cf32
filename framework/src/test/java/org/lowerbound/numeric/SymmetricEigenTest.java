package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;

final class SymmetricEigenTest {
  private static final double ROUNDING = 1e-12; // Of matrices of size one in double precision.

  /** Returns A Aᵀ of a random A, {@code [n][rank]}. */
  private static double[][] gram(int n, int rank) {
    RandomStream stream = new RandomStream(1, "matrix");
    double[][] a = new double[n][rank];
    for (double[] row : a) {
      Arrays.setAll(row, j -> stream.nextGaussian());
    }
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < rank; k++) {
          gram[i][j] += a[i][k] * a[j][k];
        }
      }
    }
    return gram;
  }

  @Test
  void eigenvaluesOfTwoByTwoByHand() {
    // Trace 3, determinant 2 − ¼: (3 ± √2) / 2.
    double[] values = SymmetricEigen.of(new double[][] {{2, 0.5}, {0.5, 1}}).values();
    Arrays.sort(values);
    assertArrayEquals(
        new double[] {(3 - Math.sqrt(2)) / 2, (3 + Math.sqrt(2)) / 2}, values, ROUNDING);
    double[] alone = SymmetricEigen.valuesOf(new double[][] {{2, 0.5}, {0.5, 1}});
    Arrays.sort(alone);
    assertArrayEquals(values, alone, ROUNDING);
  }

  @Test
  void theRootTimesItselfIsTheMatrixWhateverItsRank() {
    for (int rank : new int[] {7, 3, 1}) {
      double[][] matrix = gram(7, rank);
      double[][] root = SymmetricEigen.of(matrix).squareRoot();
      for (int i = 0; i < 7; i++) {
        for (int j = 0; j < 7; j++) {
          double product = 0;
          for (int k = 0; k < 7; k++) {
            product += root[i][k] * root[k][j];
          }
          assertEquals(matrix[i][j], product, 100 * ROUNDING, "rank " + rank);
          assertEquals(root[j][i], root[i][j], ROUNDING);
        }
      }
    }
    assertArrayEquals(
        new double[2], SymmetricEigen.of(new double[2][2]).squareRoot()[0], "of nothing");
  }

  /** The way round that is taken where the straight one does not come to an end. */
  @Test
  void aShiftOfTheDiagonalLeavesValuesAndVectors() {
    double[][] matrix = gram(40, 3);
    double[] values = SymmetricEigen.valuesOf(matrix);
    SymmetricEigen shifted = SymmetricEigen.shifted(matrix, 200, true).orElseThrow();
    double[] again = shifted.values();
    Arrays.sort(values);
    Arrays.sort(again);
    assertArrayEquals(values, again, 200 * ROUNDING);
    double[][] root = shifted.squareRoot();
    for (int i = 0; i < 40; i++) {
      double squared = 0;
      for (int k = 0; k < 40; k++) {
        squared += root[i][k] * root[k][i];
      }
      assertEquals(matrix[i][i], squared, 200 * ROUNDING);
    }
  }

  @Test
  void valuesThatAreNotFiniteAreRefused() {
    assertEquals(
        "the matrix has the value NaN",
        assertThrows(
                IllegalArgumentException.class,
                () -> SymmetricEigen.of(new double[][] {{1, Double.NaN}, {Double.NaN, 1}}))
            .getMessage());
  }

  @Test
  void momentsByHand() {
    SampleMoments moments = SampleMoments.of(new double[][] {{1, 2}, {3, 2}, {5, 8}});
    assertArrayEquals(new double[] {3, 4}, moments.mean(), ROUNDING);
    assertArrayEquals(new double[] {4, 6}, moments.covariance()[0], ROUNDING);
    assertArrayEquals(new double[] {6, 12}, moments.covariance()[1], ROUNDING);
    assertArrayEquals(
        new double[2], SampleMoments.of(new double[][] {{1, 2}}).covariance()[0], "of one point");
    // Far from zero no digits are lost.
    SampleMoments far = SampleMoments.of(new double[][] {{1e8 + 1}, {1e8 + 3}});
    assertEquals(2, far.covariance()[0][0], ROUNDING);
  }
}
