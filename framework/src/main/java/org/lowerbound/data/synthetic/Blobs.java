package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * Draws from a mixture of normals of equal weight whose means are uniform in a box, as
 * scikit-learn's {@code make_blobs} makes them. The density is known.
 *
 * <p>There every component has the same number of draws; here each draw takes a component at
 * random, so that draws are independent.
 *
 * @param dimension the number of values of an observation
 * @param components how many normals
 * @param noise the standard deviation of each normal, in all directions
 * @param box means are uniform on [-box, box] in each direction
 * @param labels which observations have their normal as a label
 * @param counts how many observations are drawn, and the seed of the means and the draws
 */
public record Blobs(
    @Default("2") @Interval(min = 1, max = 4096) int dimension,
    @Default("3") @Interval(min = 1, max = 10_000) int components,
    @Default("1") @Interval(above = 0) double noise,
    @Default("10") @Interval(min = 0) double box,
    @Default("false") LabelChoice labels,
    @Flat DrawCounts counts)
    implements DescribedDataset {
  private static final String NAME = "blobs";

  /** Checks the ranges. */
  public Blobs {
    Counts.checkPositive("dimension", dimension, 4_096);
    Counts.checkPositive("components", components, 10_000);
    checkArgument(
        noise > 0 && Double.isFinite(noise), "noise must be positive and finite but is %s", noise);
    checkArgument(
        box >= 0 && Double.isFinite(box), "box must be finite and not negative but is %s", box);
    labels.checkClasses(components);
    counts.checkRoom(dimension);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "a mixture of normals with random means",
        "any number; the density is known",
        "made by code",
        "the parameters of make_blobs (scikit-learn)");
  }

  @Override
  public Dataset load(DataSource source) {
    RandomStream stream = new RandomStream(counts.seed(), NAME + ".centres");
    double[][] centres = new double[components][dimension];
    for (double[] centre : centres) {
      for (int i = 0; i < dimension; i++) {
        centre[i] = box * (2 * stream.nextDouble() - 1);
      }
    }
    GaussianMixture mixture = new GaussianMixture(centres, noise);
    return new RealDraws(NAME, dimension, components, mixture, mixture).dataset(counts, labels);
  }
}
