package org.lowerbound.evaluation.disentanglement;

import java.util.stream.IntStream;

/** How far the units of codes vary. */
final class UnitSpread {
  private UnitSpread() {}

  /**
   * Returns the variance of a unit over rows, with n − 1; exactly 0 where the unit is constant, as
   * it is of differences from the first row.
   *
   * @param codes {@code [count][latents]}
   * @param rows two at least; an example may be there more than once
   */
  static double variance(double[][] codes, int[] rows, int unit) {
    double origin = codes[rows[0]][unit];
    double sum = 0;
    double squares = 0;
    for (int row : rows) {
      double difference = codes[row][unit] - origin;
      sum += difference;
      squares += difference * difference;
    }
    int n = rows.length;
    return Math.max(0, (squares - sum * sum / n) / (n - 1));
  }

  /** Returns the variances of all units over all examples. */
  static double[] variances(double[][] codes) {
    int[] all = IntStream.range(0, codes.length).toArray();
    return IntStream.range(0, codes[0].length).mapToDouble(u -> variance(codes, all, u)).toArray();
  }

  /**
   * Returns the units that vary: those whose standard deviation is not 0, and not below a
   * threshold.
   *
   * @param variances of all units
   */
  static int[] varying(double[] variances, double threshold) {
    return IntStream.range(0, variances.length)
        .filter(u -> variances[u] > 0 && Math.sqrt(variances[u]) >= threshold)
        .toArray();
  }
}
