package org.lowerbound.evaluation.sample;

/** Values of several examples, one after the other, as rows in double. */
final class Rows {
  private Rows() {}

  /** Returns {@code [n][columns]}. */
  static double[][] of(float[] values, int columns) {
    double[][] rows = new double[values.length / columns][columns];
    for (int i = 0; i < values.length; i++) {
      rows[i / columns][i % columns] = values[i];
    }
    return rows;
  }
}
