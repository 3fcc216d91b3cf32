package org.lowerbound.evaluation.sample;

/**
 * Squared Euclidean distances of one point to many. Each is a sum over components in their order,
 * so that the distance of two points has the same bits whichever is asked first: the comparisons of
 * neighbourhoods are strict.
 */
final class SquaredDistances {
  private SquaredDistances() {}

  /**
   * Fills in the distances of a point {@code [d]} to points {@code [n][d]}.
   *
   * @param distances {@code [n]}
   */
  static void fill(double[] point, double[][] to, double[] distances) {
    int j = 0;
    // Four sums side by side: one alone waits for each of its own additions.
    for (; j + 4 <= to.length; j += 4) {
      double[] first = to[j];
      double[] second = to[j + 1];
      double[] third = to[j + 2];
      double[] fourth = to[j + 3];
      double a = 0;
      double b = 0;
      double c = 0;
      double d = 0;
      for (int i = 0; i < point.length; i++) {
        double x = point[i];
        a += (x - first[i]) * (x - first[i]);
        b += (x - second[i]) * (x - second[i]);
        c += (x - third[i]) * (x - third[i]);
        d += (x - fourth[i]) * (x - fourth[i]);
      }
      distances[j] = a;
      distances[j + 1] = b;
      distances[j + 2] = c;
      distances[j + 3] = d;
    }
    for (; j < to.length; j++) {
      distances[j] = between(point, to[j]);
    }
  }

  private static double between(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
