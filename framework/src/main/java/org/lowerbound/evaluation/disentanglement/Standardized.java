package org.lowerbound.evaluation.disentanglement;

import java.util.Arrays;

/**
 * Codes less their mean, in units of their standard deviation, both of the codes that were learnt
 * from; a unit that was constant among them is 0.
 *
 * @param mean of each unit
 * @param deviation of each unit
 */
record Standardized(double[] mean, double[] deviation) {
  static Standardized by(double[][] codes) {
    double[] mean = new double[codes[0].length];
    for (double[] code : codes) {
      for (int u = 0; u < mean.length; u++) {
        mean[u] += code[u] / codes.length;
      }
    }
    double ofAll = (codes.length - 1.0) / codes.length;
    return new Standardized(
        mean, Arrays.stream(UnitSpread.variances(codes)).map(v -> Math.sqrt(v * ofAll)).toArray());
  }

  double[][] of(double[][] codes) {
    double[][] result = new double[codes.length][mean.length];
    for (int i = 0; i < codes.length; i++) {
      for (int u = 0; u < mean.length; u++) {
        result[i][u] = deviation[u] > 0 ? (codes[i][u] - mean[u]) / deviation[u] : 0;
      }
    }
    return result;
  }
}
