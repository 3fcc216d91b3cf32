package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import org.lowerbound.data.ExactDensity;
import org.lowerbound.numeric.Cholesky;
import org.lowerbound.random.RandomStream;

/**
 * The model x = W z + b + σ ε with z ~ N(0, I) and ε ~ N(0, I), all of whose densities are known:
 * probabilistic principal component analysis (Tipping and Bishop 1999). In double precision on the
 * host; the yardstick for bounds and estimators.
 */
public final class LinearGaussianModel implements ExactDensity {
  private static final double LOG_TWO_PI = StrictMath.log(2 * StrictMath.PI);

  private final double[][] loadings;
  private final double[] mean;
  private final double noise;

  /** Of M = WᵀW + σ² I, as they call it; the posterior precision is M / σ². */
  private final Cholesky precision;

  /**
   * Makes the model.
   *
   * @param loadings W, {@code [dimension][latents]}
   * @param mean b, {@code [dimension]}
   * @param noise σ, a standard deviation, more than 0
   */
  public LinearGaussianModel(double[][] loadings, double[] mean, double noise) {
    checkArgument(
        loadings.length > 0 && loadings.length == mean.length,
        "the loadings have %s rows and the mean has %s values, but both must be the dimension",
        loadings.length,
        mean.length);
    int latents = loadings[0].length;
    checkArgument(
        latents > 0 && Arrays.stream(loadings).allMatch(row -> row.length == latents),
        "every row of the loadings must have the same number of latents, at least 1");
    checkArgument(
        noise > 0 && Double.isFinite(noise), "noise must be positive and finite but is %s", noise);
    this.loadings = copy(loadings);
    this.mean = mean.clone();
    this.noise = noise;
    this.precision = new Cholesky(gram(loadings, noise * noise));
  }

  /** Returns a copy of W, {@code [dimension][latents]}. */
  public double[][] loadings() {
    return copy(loadings);
  }

  /** Returns a copy of b, {@code [dimension]}, the mean of x. */
  public double[] mean() {
    return mean.clone();
  }

  /** Returns σ, the standard deviation of the noise. */
  public double noise() {
    return noise;
  }

  /** Returns the number of values of x. */
  public int dimension() {
    return mean.length;
  }

  /** Returns the number of values of z. */
  public int latents() {
    return loadings[0].length;
  }

  /**
   * Draws x: first z, then each value.
   *
   * @param stream decides it
   * @param observation where it is put, {@code [dimension]}
   */
  void draw(RandomStream stream, double[] observation) {
    double[] z = new double[latents()];
    for (int j = 0; j < z.length; j++) {
      z[j] = stream.nextGaussian();
    }
    for (int i = 0; i < observation.length; i++) {
      double x = mean[i] + noise * stream.nextGaussian();
      for (int j = 0; j < z.length; j++) {
        x += loadings[i][j] * z[j];
      }
      observation[i] = x;
    }
  }

  /**
   * Returns log p(x) = log N(x; b, W Wᵀ + σ² I) in nats.
   *
   * @param observation x, {@code [dimension]}
   */
  @Override
  public double logProb(double[] observation) {
    double variance = noise * noise;
    double[] residual = minus(observation, mean);
    double[] latent = posteriorMean(observation);
    // rᵀ C⁻¹ r as the least value of |r - W z|² / σ² + |z|² over z, which is at the posterior mean:
    // a sum of squares, where the Woodbury form is a difference of numbers that may be close.
    double quadratic = 0;
    for (double z : latent) {
      quadratic += z * z;
    }
    for (int i = 0; i < residual.length; i++) {
      double rest = residual[i];
      for (int j = 0; j < latent.length; j++) {
        rest -= loadings[i][j] * latent[j];
      }
      quadratic += rest * rest / variance;
    }
    // |C| = σ^(2 (dimension - latents)) |M|
    double logDeterminant =
        (dimension() - latents()) * StrictMath.log(variance) + precision.logDeterminant();
    return -0.5 * (dimension() * LOG_TWO_PI + logDeterminant + quadratic);
  }

  /**
   * Returns the mean of p(z | x), M⁻¹ Wᵀ (x - b), {@code [latents]}.
   *
   * @param observation x, {@code [dimension]}
   */
  public double[] posteriorMean(double[] observation) {
    double[] residual = minus(observation, mean);
    double[] projection = new double[latents()];
    for (int i = 0; i < residual.length; i++) {
      for (int j = 0; j < projection.length; j++) {
        projection[j] += loadings[i][j] * residual[i];
      }
    }
    return precision.solve(projection);
  }

  /**
   * Returns the covariance of p(z | x), σ² M⁻¹, {@code [latents][latents]}; it is one for all x.
   */
  public double[][] posteriorCovariance() {
    double[][] covariance = new double[latents()][];
    for (int j = 0; j < covariance.length; j++) {
      double[] unit = new double[covariance.length];
      unit[j] = noise * noise;
      covariance[j] = precision.solve(unit);
    }
    return covariance;
  }

  private double[] minus(double[] x, double[] y) {
    checkArgument(
        x.length == dimension(),
        "an observation must have %s values but has %s",
        dimension(),
        x.length);
    double[] difference = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      difference[i] = x[i] - y[i];
    }
    return difference;
  }

  /** Returns WᵀW with something added to the diagonal. */
  private static double[][] gram(double[][] w, double added) {
    int n = w[0].length;
    double[][] gram = new double[n][n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        for (double[] row : w) {
          gram[j][k] += row[j] * row[k];
        }
      }
      gram[j][j] += added;
    }
    return gram;
  }

  private static double[][] copy(double[][] matrix) {
    return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
  }
}
