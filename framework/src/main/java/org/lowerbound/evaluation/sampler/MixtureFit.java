package org.lowerbound.evaluation.sampler;

import org.lowerbound.numeric.SampleMoments;
import org.lowerbound.random.RandomStream;

/**
 * A mixture of normals of greatest likelihood, by expectation maximisation (Dempster et al. 1977).
 *
 * <p>It starts at centres by k-means++, each with the codes that are nearest to it, and ends when
 * an iteration gains less than {@link #TOLERANCE} nats a code. A covariance has a millionth of the
 * codes' mean variance added to its diagonal: a component that has come down to a few codes, or
 * latents that never vary, would make the likelihood infinite.
 */
final class MixtureFit {
  /** Far below what an estimate of a sample's quality could notice. */
  private static final double TOLERANCE = 1e-3;

  private static final double REGULARIZATION = 1e-6;

  private final double[][] codes;
  private final double ridge;

  /** Prepares a fit to codes {@code [n][d]}. */
  MixtureFit(double[][] codes) {
    this(codes, REGULARIZATION * meanVariance(codes));
  }

  /**
   * Prepares a fit.
   *
   * @param ridge what is added to the diagonal of covariances
   */
  MixtureFit(double[][] codes, double ridge) {
    this.codes = codes;
    this.ridge = ridge;
  }

  private static double meanVariance(double[][] codes) {
    double[][] covariance = SampleMoments.of(codes).covariance();
    double mean = 0;
    for (int i = 0; i < covariance.length; i++) {
      mean += covariance[i][i] / covariance.length;
    }
    return mean > 0 ? mean : 1; // Codes that are all one: any narrow normal draws them.
  }

  /**
   * Returns the mixture.
   *
   * @param iterations the most of them
   */
  MixtureOfNormals fit(int components, int iterations, RandomStream stream) {
    double[][] centers = KMeansPlusPlus.centers(codes, components, stream);
    double[][] shares = new double[codes.length][components];
    for (int i = 0; i < codes.length; i++) {
      shares[i][KMeansPlusPlus.nearest(codes[i], centers)] = 1;
    }
    return improved(maximized(shares), iterations);
  }

  /** Returns what iterations make of a mixture. */
  MixtureOfNormals improved(MixtureOfNormals start, int iterations) {
    MixtureOfNormals mixture = start;
    double before = Double.NEGATIVE_INFINITY;
    double[][] shares = new double[codes.length][start.weights().length];
    for (int i = 0; i < iterations; i++) {
      double logLikelihood = expected(mixture, shares);
      mixture = maximized(shares);
      if (logLikelihood - before < TOLERANCE) {
        return mixture;
      }
      before = logLikelihood;
    }
    return mixture;
  }

  /** Fills in p(c | code), {@code [n][C]}, and returns the mean of log p(code) in nats. */
  double expected(MixtureOfNormals mixture, double[][] shares) {
    MixtureOfNormals.Factored factored = new MixtureOfNormals.Factored(mixture);
    double sum = 0;
    for (int i = 0; i < codes.length; i++) {
      sum += factored.responsibilities(codes[i], shares[i]);
    }
    return sum / codes.length;
  }

  /** Returns the mixture of greatest likelihood given the components' shares of the codes. */
  MixtureOfNormals maximized(double[][] shares) {
    int components = shares[0].length;
    int d = codes[0].length;
    double[] weights = new double[components];
    double[][] means = new double[components][d];
    double[][][] covariances = new double[components][][];
    for (int c = 0; c < components; c++) {
      // A component that has lost all codes keeps a weight that has a logarithm.
      double size = 10 * Math.ulp(1.0);
      for (int i = 0; i < codes.length; i++) {
        size += shares[i][c];
        for (int j = 0; j < d; j++) {
          means[c][j] += shares[i][c] * codes[i][j];
        }
      }
      for (int j = 0; j < d; j++) {
        means[c][j] /= size;
      }
      weights[c] = size / codes.length;
      covariances[c] = covariance(shares, c, means[c], size);
    }
    return new MixtureOfNormals(weights, means, covariances);
  }

  private double[][] covariance(double[][] shares, int c, double[] mean, double size) {
    int d = mean.length;
    double[][] covariance = new double[d][d];
    double[] rest = new double[d];
    for (int n = 0; n < codes.length; n++) {
      double share = shares[n][c];
      if (share == 0) {
        continue;
      }
      for (int i = 0; i < d; i++) {
        rest[i] = codes[n][i] - mean[i];
      }
      for (int i = 0; i < d; i++) {
        double factor = share * rest[i];
        double[] row = covariance[i];
        for (int j = 0; j <= i; j++) {
          row[j] += factor * rest[j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] /= size;
        covariance[j][i] = covariance[i][j];
      }
      covariance[i][i] += ridge;
    }
    return covariance;
  }
}
