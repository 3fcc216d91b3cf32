package org.lowerbound.evaluation.disentanglement;

import java.util.Arrays;
import org.lowerbound.numeric.Entropy;

/**
 * How important each unit is for each factor, R of Eastwood and Williams 2018.
 *
 * @param ofUnits {@code [units][factors]}, not negative; two of each at least
 */
record Importances(double[][] ofUnits) {
  /** Makes those whose columns are given, {@code [factors][units]}. */
  static Importances ofFactors(double[][] ofFactors) {
    return new Importances(transposed(ofFactors));
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

  /** Returns Σ_u ρ_u (1 − H(R_u·) / log factors), ρ_u the unit's part of R; 0 if R is 0. */
  double disentanglement() {
    return concentration(ofUnits);
  }

  /** Returns Σ_f ρ_f (1 − H(R_·f) / log units), ρ_f the factor's part of R; 0 if R is 0. */
  double completeness() {
    return concentration(transposed(ofUnits));
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
