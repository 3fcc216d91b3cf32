package org.lowerbound.evaluation.disentanglement;

import java.util.Arrays;

/**
 * Codes less their mean, in units of their standard deviation, both of the codes that were learnt
 * from; a unit that was constant among them is 0.
 */
final class Standardized {
  private final double[] mean;
  private final double[] deviation;

  private Standardized(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  /** Takes mean and deviation of codes, {@code [count][latents]}. */
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

  /** Returns codes in these units, {@code [count][latents]}. */
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
