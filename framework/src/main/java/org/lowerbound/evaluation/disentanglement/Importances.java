package org.lowerbound.evaluation.disentanglement;

import java.util.Arrays;
import org.lowerbound.numeric.Entropy;

/** How important each unit is for each factor, R of Eastwood and Williams 2018. */
final class Importances {
  private final double[][] ofFactors; // [factors][units]

  /**
   * Takes the importances.
   *
   * @param ofFactors {@code [factors][units]}, not negative; two of each at least
   */
  Importances(double[][] ofFactors) {
    this.ofFactors = ofFactors;
  }

  /** Returns Σ_u ρ_u (1 − H(R_u·) / log factors), ρ_u the unit's part of R; 0 if R is 0. */
  double disentanglement() {
    return concentration(transposed(ofFactors));
  }

  /** Returns Σ_f ρ_f (1 − H(R_·f) / log units), ρ_f the factor's part of R; 0 if R is 0. */
  double completeness() {
    return concentration(ofFactors);
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < result.length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  /** Rows of zeros have no part in it. */
  private static double concentration(double[][] matrix) {
    double all = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).sum();
    double result = 0;
    for (double[] row : matrix) {
      double sum = Arrays.stream(row).sum();
      if (sum > 0) {
        result += sum / all * (1 - Entropy.ofWeights(row) / Math.log(row.length));
      }
    }
    return result;
  }
}
