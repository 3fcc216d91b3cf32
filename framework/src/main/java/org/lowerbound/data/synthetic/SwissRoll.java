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
 * Draws in space from a rolled-up sheet with normal noise, as scikit-learn's {@code
 * make_swiss_roll} has it: (t cos t, 21 v, t sin t), t uniform on (3π/2, 9π/2), v uniform on (0, 1)
 * (Marsland 2009, "Machine learning: an algorithmic perspective", chapter 6). The density is known
 * to double precision, by quadrature.
 *
 * @param noise the standard deviation of the noise, in all directions
 * @param counts how many observations are drawn, and the seed of the draws
 */
public record SwissRoll(@Default("0.5") @Interval(min = 0.05) double noise, @Flat DrawCounts counts)
    implements DescribedDataset {
  private static final String NAME = "swiss-roll";
  private static final int DIMENSION = 3;
  private static final double LEAST_NOISE = 0.05;
  private static final double FIRST = 1.5 * StrictMath.PI;
  private static final double LAST = 4.5 * StrictMath.PI;
  private static final double WIDTH = 21;

  /** Checks the ranges. */
  public SwissRoll {
    checkArgument(
        noise >= LEAST_NOISE && Double.isFinite(noise),
        "noise must be at least %s, so that there is a density, and finite, but is %s",
        LEAST_NOISE,
        noise);
    counts.checkRoom(DIMENSION);
  }

  @Override
  public DatasetNote note() {
    return new DatasetNote(
        "a rolled-up sheet with noise in space",
        "any number of 3 values; the density is known",
        "made by code",
        "the geometry of make_swiss_roll (scikit-learn)");
  }

  @Override
  public Dataset load(DataSource source) {
    // |d(t cos t, t sin t) / dt| = √(1 + t²)
    NoisyCurve roll =
        new NoisyCurve(SwissRoll::roll, FIRST, LAST, StrictMath.sqrt(1 + LAST * LAST), noise);
    NoisyCurve width = new NoisyCurve(y -> new double[] {y}, 0, WIDTH, 1, noise);
    // The position along the roll and the one across it are independent, and so is their noise.
    ExactDensity density =
        x -> roll.logProb(new double[] {x[0], x[2]}) + width.logProb(new double[] {x[1]});
    return new RealDraws(NAME, DIMENSION, 1, this::draw, density)
        .dataset(counts, new LabelChoice.Whole(false));
  }

  private int draw(RandomStream stream, double[] observation) {
    double[] point = roll(FIRST + (LAST - FIRST) * stream.nextDouble());
    double across = WIDTH * stream.nextDouble();
    observation[0] = point[0] + noise * stream.nextGaussian();
    observation[1] = across + noise * stream.nextGaussian();
    observation[2] = point[1] + noise * stream.nextGaussian();
    return 0;
  }

  private static double[] roll(double t) {
    return new double[] {t * StrictMath.cos(t), t * StrictMath.sin(t)};
  }
}
