package org.lowerbound.distribution.bijector;

/** The determinant of a matrix in double precision. */
final class HostDeterminant {
  private HostDeterminant() {}

  /** Returns log |det A| by elimination with row pivots. */
  static double logAbsolute(double[][] matrix) {
    int n = matrix.length;
    double[][] rest = new double[n][];
    for (int i = 0; i < n; i++) {
      rest[i] = matrix[i].clone();
    }
    double sum = 0;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(rest[row][column]) > Math.abs(rest[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = rest[pivot];
      rest[pivot] = rest[column];
      rest[column] = swapped;
      sum += Math.log(Math.abs(rest[column][column]));
      for (int row = column + 1; row < n; row++) {
        double factor = rest[row][column] / rest[column][column];
        for (int k = column; k < n; k++) {
          rest[row][k] -= factor * rest[column][k];
        }
      }
    }
    return sum;
  }
}
