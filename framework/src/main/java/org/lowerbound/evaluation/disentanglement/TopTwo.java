package org.lowerbound.evaluation.disentanglement;

/**
 * The largest two of numbers that are not negative.
 *
 * @param best the largest, 0 if there is none
 * @param second the second, 0 if there is none
 */
record TopTwo(double best, double second) {
  /** Returns those of a column of a matrix. */
  static TopTwo ofColumn(double[][] matrix, int column) {
    double best = 0;
    double second = 0;
    for (double[] row : matrix) {
      if (row[column] > best) {
        second = best;
        best = row[column];
      } else if (row[column] > second) {
        second = row[column];
      }
    }
    return new TopTwo(best, second);
  }

  double gap() {
    return best - second;
  }
}
