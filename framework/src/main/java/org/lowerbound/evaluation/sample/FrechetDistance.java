package org.lowerbound.evaluation.sample;

import org.lowerbound.numeric.SampleMoments;
import org.lowerbound.numeric.SymmetricEigen;

/**
 * The squared Fréchet (2-Wasserstein) distance of normal distributions, |m₁ − m₂|² + tr(S₁ + S₂ − 2
 * (S₁ S₂)^½) (Dowson and Landau 1982; of features of images Heusel et al. 2017, equation 6), from
 * one of them, whose square root is taken once.
 *
 * <p>The trace of the root is the sum of the roots of the eigenvalues of S₁^½ S₂ S₁^½, which is
 * similar to S₁ S₂ and symmetric: its eigenvalues are real and not negative, whatever the rank.
 */
final class FrechetDistance {
  private final SampleMoments from;
  private final double[][] root;

  FrechetDistance(SampleMoments from) {
    this.from = from;
    this.root = SymmetricEigen.of(from.covariance()).squareRoot();
  }

  /** Returns the distance to another; 0 to itself, within rounding. */
  double to(SampleMoments other) {
    int n = root.length;
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double shift = from.mean()[i] - other.mean()[i];
      distance += shift * shift + from.covariance()[i][i] + other.covariance()[i][i];
    }
    for (double eigenvalue : SymmetricEigen.valuesOf(between(root, other.covariance()))) {
      distance -= 2 * Math.sqrt(Math.max(0, eigenvalue));
    }
    return distance;
  }

  /** Returns R S R for symmetric matrices, exactly symmetric. */
  private static double[][] between(double[][] root, double[][] matrix) {
    double[][] product = product(product(root, matrix), root);
    for (int i = 0; i < product.length; i++) {
      for (int j = 0; j < i; j++) {
        product[i][j] = (product[i][j] + product[j][i]) / 2;
        product[j][i] = product[i][j];
      }
    }
    return product;
  }

  private static double[][] product(double[][] a, double[][] b) {
    int n = a.length;
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      double[] row = product[i];
      for (int k = 0; k < n; k++) {
        double factor = a[i][k];
        double[] other = b[k];
        for (int j = 0; j < n; j++) {
          row[j] += factor * other[j];
        }
      }
    }
    return product;
  }
}
