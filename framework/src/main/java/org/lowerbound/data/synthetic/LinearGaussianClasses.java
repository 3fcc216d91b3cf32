package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.ExactClasses;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * Draws from linear-Gaussian models of equal weight, one for each label y: x = W z + m_y + σ ε with
 * z ~ N(0, I) and ε ~ N(0, I). Of each label x is normal with one covariance, W Wᵀ + σ² I, so that
 * p(y | x) is a softmax of linear functions of x, as in linear discriminant analysis; a conditional
 * VAE with linear networks can be exact. p(x, y) is known, and with it what no classifier beats on
 * average.
 *
 * <p>W is that of {@link LinearGaussian}. The means m_y are draws from N(b, s² I).
 *
 * @param dimension the number of values of an observation
 * @param latents the number of latents, 1 … dimension
 * @param loadings whether the posterior of z is diagonal or not
 * @param noise σ, the standard deviation of the noise
 * @param classes the number of labels
 * @param separation s, how far the labels' means lie from each other; at 0 labels say nothing
 * @param labels which observations have their label
 * @param counts how many observations are drawn, and the seed of the model and the draws
 */
public record LinearGaussianClasses(
    @Default("10") @Interval(max = 4096) int dimension,
    @Default("3") @Interval(min = 1) int latents,
    @Default("\"orthogonal\"") Loadings loadings,
    @Default("0.5") @Interval(above = 0) double noise,
    @Default("3") @Interval(min = 2, max = 10_000) int classes,
    @Default("0.3") @Interval(min = 0) double separation,
    @Default("false") LabelChoice labels,
    @Flat DrawCounts counts)
    implements DescribedDataset {
  private static final String NAME = "linear-gaussian-classes";

  /** Checks the ranges. */
  public LinearGaussianClasses {
    var unused =
        ofOneClass(dimension, latents, loadings, noise, counts); // Checks what it is given.
    Counts.checkAtLeast("classes", classes, 2, 10_000);
    checkArgument(
        separation >= 0 && Double.isFinite(separation),
        "separation must be finite and not negative but is %s",
        separation);
    labels.checkClasses(classes);
  }

  private static LinearGaussian ofOneClass(
      int dimension, int latents, Loadings loadings, double noise, DrawCounts counts) {
    return new LinearGaussian(
        dimension,
        latents,
        loadings,
        noise,
        counts.train(),
        counts.validation(),
        counts.test(),
        counts.seed());
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "x = W z + m_y + noise, with a mean for each label",
        "any number; p(x, y) is known",
        "made by code",
        "linear discriminant analysis, Fisher 1936");
  }

  @Override
  public Dataset load(DataSource source) {
    Mixture mixture = new Mixture(models());
    return new RealDraws(NAME, dimension, classes, mixture, mixture).dataset(counts, labels);
  }

  /** Returns the model of each label. */
  public ImmutableList<LinearGaussianModel> models() {
    LinearGaussianModel one = ofOneClass(dimension, latents, loadings, noise, counts).model();
    RandomStream stream = new RandomStream(counts.seed(), NAME + ".means");
    return IntStream.range(0, classes)
        .mapToObj(
            label -> {
              double[] mean = one.mean();
              for (int i = 0; i < mean.length; i++) {
                mean[i] += separation * stream.nextGaussian();
              }
              return new LinearGaussianModel(one.loadings(), mean, noise);
            })
        .collect(ImmutableList.toImmutableList());
  }

  /** Models of equal weight. */
  private record Mixture(ImmutableList<LinearGaussianModel> models)
      implements ExactClasses, Sampler {
    @Override
    public int draw(RandomStream stream, double[] observation) {
      int label = stream.nextInt(models.size());
      models.get(label).draw(stream, observation);
      return label;
    }

    @Override
    public double logProb(double[] observation) {
      return Gaussians.logSumExp(logJoint(observation));
    }

    @Override
    public double[] logJoint(double[] observation) {
      double[] logs = new double[models.size()];
      Arrays.setAll(logs, y -> models.get(y).logProb(observation) - StrictMath.log(models.size()));
      return logs;
    }
  }
}
