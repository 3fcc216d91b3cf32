package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class CholeskyTest {
  /** A few roundings of numbers near 10. */
  private static final double TOLERANCE = 1e-14;

  /** L Lᵀ of the L below; what is above the diagonal is not read. */
  private static final double[][] MATRIX = {
    {4, Double.NaN, Double.NaN}, {-2, 10, Double.NaN}, {6, 3, 14.25}
  };

  private static final double[][] LOWER = {{2, 0, 0}, {-1, 3, 0}, {3, 2, 1.118033988749895}};

  @Test
  void findsTheFactorThatTheMatrixIsMadeOf() {
    Cholesky factor = new Cholesky(MATRIX);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertEquals(LOWER[i][j], factor.lower(i, j), TOLERANCE);
      }
    }
    assertEquals(Math.log(4 * 9 * 1.25), factor.logDeterminant(), TOLERANCE);
  }

  @Test
  void solvesWhatAProductWithTheMatrixHasMade() {
    double[] x = {1, -2, 0.5};
    // The rows of A are (4, -2, 6), (-2, 10, 3), (6, 3, 14.25).
    double[] product = {4 + 4 + 3, -2 - 20 + 1.5, 6 - 6 + 7.125};
    assertArrayEquals(x, new Cholesky(MATRIX).solve(product), TOLERANCE);
  }

  @Test
  void refusesAMatrixThatIsNotPositiveDefinite() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> new Cholesky(new double[][] {{1, 2}, {2, 4}}));
    assertEquals("the matrix is not positive definite: pivot 1 is 0.0", error.getMessage());
  }
}
