package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.numeric.Cholesky;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.ndarray.Shape;

/**
 * Draws from a random linear-Gaussian model, whose exact log p(x) and exact posterior are known;
 * see {@link LinearGaussianModel}.
 *
 * <p>The lengths of the loadings' columns fall evenly from 2 to 1, their directions are random. The
 * mean b is a draw from N(0, I).
 *
 * @param dimension the number of values of an observation
 * @param latents the number of latents, 1 … dimension
 * @param loadings whether the posterior is diagonal or not
 * @param noise the standard deviation of the noise
 * @param train how many observations to fit to
 * @param validation how many to hold out for validation; with 0 there is no validation split
 * @param test how many to hold out for test
 * @param seed decides the model and the draws; the size of a split changes none of the others
 */
public record LinearGaussian(
    @Default("10") @Interval(max = 4096) int dimension,
    @Default("3") @Interval(min = 1) int latents,
    @Default("\"orthogonal\"") Loadings loadings,
    @Default("0.5") @Interval(above = 0) double noise,
    @Default("20000") @Interval(min = 1) int train,
    @Default("1000") @Interval(min = 0) int validation,
    @Default("10000") @Interval(min = 1) int test,
    @Default("0") long seed)
    implements DescribedDataset {
  private static final String NAME = "linear-gaussian";
  private static final double LONGEST = 2;
  private static final double SHORTEST = 1;

  /** Checks the ranges. */
  public LinearGaussian {
    Counts.checkAtLeast("dimension", dimension, 1, 4_096);
    checkArgument(
        latents >= 1 && latents <= dimension,
        "latents must be 1 … dimension (%s) but is %s",
        dimension,
        latents);
    checkArgument(
        loadings == Loadings.ORTHOGONAL || latents >= 2,
        "loadings \"%s\" need at least 2 latents to be correlated but latents is %s",
        loadings.label(),
        latents);
    checkArgument(
        noise > 0 && Double.isFinite(noise), "noise must be positive and finite but is %s", noise);
    checkCount("train", train, 1, dimension);
    checkCount("validation", validation, 0, dimension);
    checkCount("test", test, 1, dimension);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "x = W z + b + noise",
        "any number; density and posterior are known",
        "made by code",
        "probabilistic PCA, Tipping and Bishop 1999");
  }

  @Override
  public Dataset load(DataSource source) {
    LinearGaussianModel model = model();
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    splits.put(Split.TRAIN, draw(model, train, Split.TRAIN));
    if (validation > 0) {
      splits.put(Split.VALIDATION, draw(model, validation, Split.VALIDATION));
    }
    splits.put(Split.TEST, draw(model, test, Split.TEST));
    return Dataset.of(
        NAME,
        Shape.of(dimension),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        splits.buildOrThrow(),
        Optional.of(model),
        Optional.empty());
  }

  /** Returns the model that the observations are drawn from. */
  public LinearGaussianModel model() {
    double[][] directions = orthonormal(new RandomStream(seed, NAME + ".loadings"));
    Cholesky shape = new Cholesky(innerProducts());
    double[][] w = new double[dimension][latents];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < latents; j++) {
        for (int k = 0; k <= j; k++) {
          // W = Q Lᵀ has WᵀW = L Lᵀ, the inner products asked for.
          w[i][j] += directions[k][i] * shape.lower(j, k);
        }
      }
    }
    RandomStream stream = new RandomStream(seed, NAME + ".mean");
    double[] mean = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      mean[i] = stream.nextGaussian();
    }
    return new LinearGaussianModel(w, mean, noise);
  }

  private Observations draw(LinearGaussianModel model, int count, Split split) {
    RandomStream stream = new RandomStream(seed, NAME + "." + split.label());
    double[] observation = new double[dimension];
    float[] values = new float[count * dimension];
    for (int row = 0; row < count; row++) {
      model.draw(stream, observation);
      for (int i = 0; i < dimension; i++) {
        values[row * dimension + i] = (float) observation[i];
      }
    }
    return new Observations.Floats(values, count, dimension);
  }

  /** Returns WᵀW: the columns' lengths, and the cosine between them. */
  private double[][] innerProducts() {
    double[][] products = new double[latents][latents];
    for (int j = 0; j < latents; j++) {
      for (int k = 0; k < latents; k++) {
        products[j][k] = length(j) * length(k) * (j == k ? 1 : loadings.cosine());
      }
    }
    return products;
  }

  private double length(int column) {
    return latents == 1 ? LONGEST : LONGEST - (LONGEST - SHORTEST) * column / (latents - 1);
  }

  /**
   * Returns orthonormal vectors in random directions, {@code [latents][dimension]}, by Gram and
   * Schmidt. The subtraction is done twice, which makes up for the rounding of the first (Giraud
   * and others 2005).
   */
  private double[][] orthonormal(RandomStream stream) {
    double[][] q = new double[latents][dimension];
    for (int j = 0; j < latents; j++) {
      for (int i = 0; i < dimension; i++) {
        q[j][i] = stream.nextGaussian();
      }
      for (int pass = 0; pass < 2; pass++) {
        for (int k = 0; k < j; k++) {
          addMultiple(q[j], -dot(q[j], q[k]), q[k]);
        }
      }
      double norm = StrictMath.sqrt(dot(q[j], q[j]));
      for (int i = 0; i < dimension; i++) {
        q[j][i] /= norm;
      }
    }
    return q;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addMultiple(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  private static void checkCount(String name, int count, int least, int dimension) {
    checkArgument(count >= least, "%s must be at least %s but is %s", name, least, count);
    Counts.product(name + " x dimension", count, dimension);
  }
}
