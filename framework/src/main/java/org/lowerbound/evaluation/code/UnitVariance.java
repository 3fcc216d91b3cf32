package org.lowerbound.evaluation.code;

/**
 * The variance of a latent unit's posterior mean over the examples of a split.
 *
 * @param variance the mean squared deviation; NaN if a value is not finite
 * @param standardError its standard error: of the fourth moment as it is, and not below that of
 *     normal numbers, as the fourth moment of a few examples says little; infinite for one example
 */
record UnitVariance(double variance, double standardError) {
  /** Returns that of a column of {@code [count][latents]}. */
  static UnitVariance of(double[][] codes, int unit) {
    int n = codes.length;
    double mean = 0;
    for (double[] code : codes) {
      mean += code[unit] / n;
    }
    double variance = 0;
    for (double[] code : codes) {
      variance += (code[unit] - mean) * (code[unit] - mean) / n;
    }
    if (n == 1) {
      return new UnitVariance(variance, Double.POSITIVE_INFINITY);
    }
    double spread = 0; // Of the squared deviations around their mean.
    for (double[] code : codes) {
      double square = (code[unit] - mean) * (code[unit] - mean);
      spread += (square - variance) * (square - variance) / n;
    }
    return new UnitVariance(
        variance, Math.max(Math.sqrt(spread / n), variance * Math.sqrt(2.0 / (n - 1))));
  }
}
