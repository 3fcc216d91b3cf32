package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * Draws on the plane from eight normals of equal weight around a circle, the first to the right of
 * its centre, the others counter-clockwise. The density is known.
 *
 * <p>The default circle and noise are those of the toy data of FFJORD (Grathwohl and others 2019)
 * and of many others, before their division by 1.414.
 *
 * @param radius of the circle of the means
 * @param noise the standard deviation of each normal, in both directions
 * @param labels which observations have their normal, 0 … 7, as a label
 * @param counts how many observations are drawn, and the seed of the draws
 */
public record EightGaussians(
    @Default("4") @Interval(above = 0) double radius,
    @Default("0.5") @Interval(above = 0) double noise,
    @Default("false") LabelChoice labels,
    @Flat DrawCounts counts)
    implements DescribedDataset {
  private static final String NAME = "eight-gaussians";
  private static final int COMPONENTS = 8;

  /** Checks the ranges. */
  public EightGaussians {
    checkArgument(
        radius > 0 && Double.isFinite(radius),
        "radius must be positive and finite but is %s",
        radius);
    checkArgument(
        noise > 0 && Double.isFinite(noise), "noise must be positive and finite but is %s", noise);
    labels.checkClasses(COMPONENTS);
    counts.checkRoom(2);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "eight normals around a circle on the plane",
        "any number of 2 values; the density is known",
        "made by code",
        "the geometry of Grathwohl and others 2019 (FFJORD)");
  }

  @Override
  public Dataset load(DataSource source) {
    double[][] centres = new double[COMPONENTS][2];
    for (int k = 0; k < COMPONENTS; k++) {
      double angle = 2 * StrictMath.PI * k / COMPONENTS;
      centres[k][0] = radius * StrictMath.cos(angle);
      centres[k][1] = radius * StrictMath.sin(angle);
    }
    GaussianMixture mixture = new GaussianMixture(centres, noise);
    return new RealDraws(NAME, 2, COMPONENTS, mixture, mixture).dataset(counts, labels);
  }
}
