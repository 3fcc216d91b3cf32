package org.lowerbound.data.synthetic;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetNote;
import org.lowerbound.data.DescribedDataset;
import org.lowerbound.data.ExactDensity;
import org.lowerbound.data.LabelChoice;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * Draws on the plane from two half circles that lie in each other, with normal noise, as
 * scikit-learn's {@code make_moons} has them: (cos t, sin t) and (1 - cos t, 1/2 - sin t), t
 * uniform on (0, π). The density is known to double precision, by quadrature.
 *
 * <p>There the points lie evenly on each half circle; here t and the half circle are random, so
 * that draws are independent.
 *
 * @param noise the standard deviation of the noise, in both directions
 * @param labels which observations have their half circle, 0 for the upper one and 1, as a label
 * @param counts how many observations are drawn, and the seed of the draws
 */
public record Moons(
    @Default("0.1") @Interval(min = 0.01) double noise,
    @Default("false") LabelChoice labels,
    @Flat DrawCounts counts)
    implements DescribedDataset {
  private static final String NAME = "moons";
  private static final int MOONS = 2;
  private static final double LEAST_NOISE = 0.01;

  /** Checks the ranges. */
  public Moons {
    checkArgument(
        noise >= LEAST_NOISE && Double.isFinite(noise),
        "noise must be at least %s, so that there is a density, and finite, but is %s",
        LEAST_NOISE,
        noise);
    labels.checkClasses(MOONS);
    counts.checkRoom(2);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "two half circles with noise on the plane",
        "any number of 2 values; the density is known",
        "made by code",
        "the geometry of make_moons (scikit-learn)");
  }

  @Override
  public Dataset load(DataSource source) {
    NoisyCurve outer = new NoisyCurve(Moons::outer, 0, StrictMath.PI, 1, noise);
    NoisyCurve inner = new NoisyCurve(Moons::inner, 0, StrictMath.PI, 1, noise);
    ExactDensity density =
        x -> Gaussians.logSumExp(outer.logProb(x), inner.logProb(x)) - StrictMath.log(MOONS);
    return new RealDraws(NAME, 2, MOONS, this::draw, density).dataset(counts, labels);
  }

  private int draw(RandomStream stream, double[] observation) {
    int moon = stream.nextInt(MOONS);
    double t = StrictMath.PI * stream.nextDouble();
    double[] point = moon == 0 ? outer(t) : inner(t);
    for (int i = 0; i < 2; i++) {
      observation[i] = point[i] + noise * stream.nextGaussian();
    }
    return moon;
  }

  private static double[] outer(double t) {
    return new double[] {StrictMath.cos(t), StrictMath.sin(t)};
  }

  private static double[] inner(double t) {
    return new double[] {1 - StrictMath.cos(t), 0.5 - StrictMath.sin(t)};
  }
}
