package org.lowerbound.data.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.random.RandomStream;

/** Against computations that share no formula with the model's own. */
class LinearGaussianModelTest {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  @Test
  void densityIsThatOfTheFullCovariance() {
    RandomStream stream = new RandomStream(1, "x");
    for (Loadings loadings : Loadings.values()) {
      LinearGaussianModel model = spec(7, 3, loadings, 0.3).model();
      for (int i = 0; i < 20; i++) {
        double[] x = gaussians(stream, 7, 2);
        assertEquals(denseLogProb(model, x), model.logProb(x), 1e-10);
      }
    }
  }

  @Test
  void densityIsTheIntegralOverTheLatents() {
    LinearGaussianModel model = spec(4, 2, Loadings.DENSE, 0.8).model();
    double[] x = {1.3, -0.4, 0.2, 0.9};
    // The trapezoidal rule converges geometrically for a Gaussian; beyond |z| = 9 the prior is
    // below
    // 1e-17 of its peak.
    double step = 0.05;
    double sum = 0;
    for (double z1 = -9; z1 <= 9; z1 += step) {
      for (double z2 = -9; z2 <= 9; z2 += step) {
        sum += Math.exp(logJoint(model, x, new double[] {z1, z2})) * step * step;
      }
    }
    assertEquals(Math.log(sum), model.logProb(x), 1e-9);
  }

  @Test
  void densityIntegratesToOne() {
    LinearGaussianModel model =
        new LinearGaussianModel(new double[][] {{1}, {-0.5}}, new double[] {0.3, -0.2}, 0.7);
    double step = 0.1;
    double sum = 0;
    for (double x1 = -14; x1 <= 14; x1 += step) {
      for (double x2 = -14; x2 <= 14; x2 += step) {
        sum += Math.exp(model.logProb(new double[] {x1, x2})) * step * step;
      }
    }
    assertEquals(1, sum, 1e-9);
  }

  @Test
  void posteriorIsTheJointOverTheMarginal() {
    // Bayes' rule for any z: log p(z | x) = log p(x, z) - log p(x).
    RandomStream stream = new RandomStream(2, "z");
    for (Loadings loadings : Loadings.values()) {
      LinearGaussianModel model = spec(6, 3, loadings, 0.5).model();
      double[][] inverse = inverse(model.posteriorCovariance());
      double logDeterminant = -logDeterminant(inverse);
      for (int i = 0; i < 20; i++) {
        double[] x = gaussians(stream, 6, 2);
        double[] z = gaussians(stream, 3, 1);
        double[] mean = model.posteriorMean(x);
        double quadratic = 0;
        for (int j = 0; j < 3; j++) {
          for (int k = 0; k < 3; k++) {
            quadratic += (z[j] - mean[j]) * inverse[j][k] * (z[k] - mean[k]);
          }
        }
        double logPosterior = -0.5 * (3 * LOG_TWO_PI + logDeterminant + quadratic);
        assertEquals(logJoint(model, x, z) - model.logProb(x), logPosterior, 1e-9);
      }
    }
  }

  @Test
  void densityIsPreciseWhenTheNoiseIsSmall() {
    // x = w z + b exactly on the line: the Woodbury form would subtract 1e12 from 1e12.
    LinearGaussianModel model =
        new LinearGaussianModel(new double[][] {{1}, {1}}, new double[] {0, 0}, 1e-6);
    double variance = 1e-12;
    // Eigenvalues of the covariance: 2 + variance along (1, 1), variance across.
    double expected =
        -0.5 * (2 * LOG_TWO_PI + Math.log(2 + variance) + Math.log(variance) + 2 / (2 + variance));
    assertEquals(expected, model.logProb(new double[] {1, 1}), 1e-9);
  }

  @Test
  void handsOutCopies() {
    double[][] w = {{1, 2}, {3, 4}, {5, 6}};
    LinearGaussianModel model = new LinearGaussianModel(w, new double[] {7, 8, 9}, 1);
    double before = model.logProb(new double[3]);
    w[0][0] = 100;
    model.loadings()[0][0] = 100;
    model.mean()[0] = 100;
    assertEquals(before, model.logProb(new double[3]));
    assertArrayEquals(new double[] {1, 2}, model.loadings()[0]);
    assertEquals(3, model.dimension());
    assertEquals(2, model.latents());
    assertEquals(1, model.noise());
  }

  @Test
  void namesWhatDoesNotFit() {
    double[][] w = {{1, 2}, {3, 4}};
    assertRefused(
        "noise must be positive and finite but is 0.0",
        () -> new LinearGaussianModel(w, new double[2], 0));
    assertRefused(
        "the loadings have 2 rows and the mean has 3 values, but both must be the dimension",
        () -> new LinearGaussianModel(w, new double[3], 1));
    assertRefused(
        "every row of the loadings must have the same number of latents, at least 1",
        () -> new LinearGaussianModel(new double[][] {{1, 2}, {3}}, new double[2], 1));
    LinearGaussianModel model = new LinearGaussianModel(w, new double[2], 1);
    assertRefused(
        "an observation must have 2 values but has 1", () -> model.logProb(new double[1]));
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static LinearGaussian spec(int dimension, int latents, Loadings loadings, double noise) {
    return new LinearGaussian(dimension, latents, loadings, noise, 1, 0, 1, 3);
  }

  private static double[] gaussians(RandomStream stream, int count, double scale) {
    double[] values = new double[count];
    Arrays.setAll(values, i -> scale * stream.nextGaussian());
    return values;
  }

  /** log N(z; 0, I) + log N(x; W z + b, noise² I). */
  private static double logJoint(LinearGaussianModel model, double[] x, double[] z) {
    double[][] w = model.loadings();
    double[] b = model.mean();
    double sum = 0;
    for (double value : z) {
      sum += -0.5 * (LOG_TWO_PI + value * value);
    }
    for (int i = 0; i < x.length; i++) {
      double rest = x[i] - b[i];
      for (int j = 0; j < z.length; j++) {
        rest -= w[i][j] * z[j];
      }
      double standardized = rest / model.noise();
      sum += -0.5 * (LOG_TWO_PI + standardized * standardized) - Math.log(model.noise());
    }
    return sum;
  }

  /** log N(x; b, W Wᵀ + noise² I) by inverting the whole covariance. */
  private static double denseLogProb(LinearGaussianModel model, double[] x) {
    int n = x.length;
    double[][] w = model.loadings();
    double[] b = model.mean();
    double[][] covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance[i][j] = i == j ? model.noise() * model.noise() : 0;
        for (int k = 0; k < model.latents(); k++) {
          covariance[i][j] += w[i][k] * w[j][k];
        }
      }
    }
    double[][] inverse = inverse(covariance);
    double quadratic = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        quadratic += (x[i] - b[i]) * inverse[i][j] * (x[j] - b[j]);
      }
    }
    return -0.5 * (n * LOG_TWO_PI + logDeterminant(covariance) + quadratic);
  }

  /** Gauss and Jordan, without pivots: the matrices are positive definite. */
  private static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix[i], 0, a[i], 0, n);
      a[i][n + i] = 1;
    }
    for (int pivot = 0; pivot < n; pivot++) {
      double divisor = a[pivot][pivot];
      for (int k = 0; k < 2 * n; k++) {
        a[pivot][k] /= divisor;
      }
      for (int i = 0; i < n; i++) {
        double factor = a[i][pivot];
        for (int k = 0; i != pivot && k < 2 * n; k++) {
          a[i][k] -= factor * a[pivot][k];
        }
      }
    }
    return Arrays.stream(a).map(row -> Arrays.copyOfRange(row, n, 2 * n)).toArray(double[][]::new);
  }

  /** The sum of the logarithms of Gaussian elimination's pivots. */
  private static double logDeterminant(double[][] matrix) {
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double sum = 0;
    for (int pivot = 0; pivot < a.length; pivot++) {
      sum += Math.log(a[pivot][pivot]);
      for (int i = pivot + 1; i < a.length; i++) {
        double factor = a[i][pivot] / a[pivot][pivot];
        for (int k = pivot; k < a.length; k++) {
          a[i][k] -= factor * a[pivot][k];
        }
      }
    }
    return sum;
  }
}
