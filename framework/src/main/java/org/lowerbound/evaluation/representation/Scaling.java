package org.lowerbound.evaluation.representation;

/**
 * Shifts and scales the columns of a table, so that those that it is made of have mean 0 and
 * variance 1; a column that does not vary becomes 0.
 */
final class Scaling {
  private final double[] mean;
  private final double[] scale;

  /**
   * Finds mean and standard deviation of each column.
   *
   * @param rows {@code [n][D]}, n at least 1
   */
  Scaling(double[][] rows) {
    int columns = rows[0].length;
    this.mean = new double[columns];
    this.scale = new double[columns];
    for (int d = 0; d < columns; d++) {
      double sum = 0;
      for (double[] row : rows) {
        sum += row[d];
      }
      mean[d] = sum / rows.length;
      double squares = 0;
      for (double[] row : rows) {
        squares += (row[d] - mean[d]) * (row[d] - mean[d]);
      }
      double deviation = Math.sqrt(squares / rows.length);
      // A constant's deviation is not 0 but what rounding makes of it.
      scale[d] = deviation > 1e-12 * Math.abs(mean[d]) ? 1 / deviation : 0;
    }
  }

  /** Returns a row, scaled. */
  double[] of(double[] row) {
    double[] scaled = new double[row.length];
    for (int d = 0; d < row.length; d++) {
      scaled[d] = (row[d] - mean[d]) * scale[d];
    }
    return scaled;
  }
}
