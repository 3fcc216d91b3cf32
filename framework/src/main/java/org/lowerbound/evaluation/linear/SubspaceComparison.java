package org.lowerbound.evaluation.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lowerbound.numeric.SymmetricEigen;

/**
 * The space of some columns beside that of the leading eigenvectors of a covariance.
 *
 * @param angle the largest angle between the two, in radians
 * @param explained the variance in the space of the columns, as a part of that in the other
 */
record SubspaceComparison(double angle, double explained) {
  /** The part of a column that must be outside of the columns before it to make a direction. */
  private static final double LEAST_PART = 1e-6;

  /**
   * Compares.
   *
   * @param columns {@code [D][k]}
   * @param covariance {@code [D][D]}
   */
  static SubspaceComparison of(double[][] columns, double[][] covariance) {
    int d = columns.length;
    int k = columns[0].length;
    List<double[]> basis = basis(columns);
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    int[] order = eigen.descending();
    double best = 0;
    double[][] outside = new double[k][]; // What of each eigenvector is not in the space.
    for (int u = 0; u < k; u++) {
      best += eigen.values()[order[u]];
      outside[u] = eigen.vector(order[u]);
      removeFrom(outside[u], basis);
    }
    double held = 0;
    for (double[] direction : basis) {
      for (int i = 0; i < d; i++) {
        held += direction[i] * dot(covariance[i], direction);
      }
    }
    // The sine of the largest angle is the largest singular value of what is outside: unlike the
    // cosine it is exact for small angles.
    double[][] products = new double[k][k];
    for (int u = 0; u < k; u++) {
      for (int v = 0; v < k; v++) {
        products[u][v] = dot(outside[u], outside[v]);
      }
    }
    double largest = Arrays.stream(SymmetricEigen.valuesOf(products)).max().orElseThrow();
    return new SubspaceComparison(
        Math.asin(Math.sqrt(Math.min(1, Math.max(0, largest)))), best > 0 ? held / best : 1);
  }

  /** Returns orthonormal vectors with the span of the columns, by Gram and Schmidt, twice over. */
  private static List<double[]> basis(double[][] columns) {
    List<double[]> basis = new ArrayList<>();
    for (int u = 0; u < columns[0].length; u++) {
      double[] column = new double[columns.length];
      for (int i = 0; i < column.length; i++) {
        column[i] = columns[i][u];
      }
      double before = Math.sqrt(dot(column, column));
      removeFrom(column, basis);
      removeFrom(column, basis);
      double length = Math.sqrt(dot(column, column));
      if (length > LEAST_PART * before) {
        Arrays.setAll(column, i -> column[i] / length);
        basis.add(column);
      }
    }
    return basis;
  }

  private static void removeFrom(double[] vector, List<double[]> basis) {
    for (double[] direction : basis) {
      double part = dot(vector, direction);
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= part * direction[i];
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
