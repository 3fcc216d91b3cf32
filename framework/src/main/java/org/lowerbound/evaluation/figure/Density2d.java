package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The prior beside the posterior, for models with two latents: at the left the density p(z), at the
 * right that of draws from q(z | x), the split's examples in turn, as a histogram. The prior of the
 * model {@code energy} is the density that the posterior is fitted to.
 *
 * <p>Both panels show [−extent, extent]², z₁ to the right and z₂ upwards, in the same colours: dark
 * is 0, the brightest is the largest p(z) in the panel, and what is above it. Should p(z) be 0 in
 * all of the panel, the brightest is the largest density of the draws.
 *
 * @param draws how many draws make the histogram
 * @param pixels the height of the picture, and the width of each panel
 * @param extent half the side of the square that is shown
 */
public record Density2d(
    @Default("200000") @Interval(min = 1, max = Counts.MOST_DRAWS) int draws,
    @Default("128") @Interval(min = 2, max = 1024) int pixels,
    @Default("4") @Interval(above = 0) double extent)
    implements Figure {
  private static final int DRAWS_PER_RUN = 1000;
  private static final int MOST_PIXELS = 1024;

  /** Checks the arguments. */
  public Density2d {
    Counts.checkPositive("draws", draws, Counts.MOST_DRAWS);
    checkArgument(
        pixels >= 2 && pixels <= MOST_PIXELS,
        "pixels must be 2 … %s but is %s",
        MOST_PIXELS,
        pixels);
    checkArgument(
        extent > 0 && Double.isFinite(extent),
        "extent must be positive and finite but is %s",
        extent);
  }

  @Override
  public String name() {
    return "density-2d";
  }

  @Override
  public Drawing build(Ops tf, EvaluationScope graph) {
    BoundTerms terms = graph.terms(tf, name(), name(), 1);
    checkArgument(
        terms.posterior().dimension() == 2,
        "density-2d shows a plane: it needs a model with 2 latents, but this one has %s",
        terms.posterior().dimension());
    PlaneGrid grid = new PlaneGrid(pixels, extent);
    Operand<TFloat32> centers =
        tf.constant(Shape.of(1, grid.size(), 2), DataBuffers.of(grid.centers()));
    Operand<TFloat32> logPrior = terms.prior().logProb(tf, centers);
    Operand<TFloat32> drawn = terms.latents(); // [1, B, 2]
    return runner -> {
      double[] prior = prior(runner, logPrior);
      double[] posterior = histogram(runner, drawn, grid);
      double brightest = brightest(prior).orElseGet(() -> brightest(posterior).orElse(1));
      return PictureGrid.of(
              ImmutableList.of(
                  ImmutableList.of(
                      grid.raster(prior, brightest), grid.raster(posterior, brightest))))
          .withColumns(ImmutableList.of("p(z)", "q(z)"))
          .drawColumns();
    };
  }

  /** Returns the largest density, if any is above 0. */
  private static OptionalDouble brightest(double[] density) {
    return Arrays.stream(density).filter(p -> p > 0 && Double.isFinite(p)).max();
  }

  private static double[] prior(SplitRunner runner, Operand<TFloat32> logPrior) {
    float[] logDensities = runner.run(new int[] {0}, 0, ImmutableList.of(logPrior)).get(0);
    return IntStream.range(0, logDensities.length)
        .mapToDouble(i -> Math.exp(logDensities[i]))
        .toArray();
  }

  /** Returns the density of the draws in each cell; those outside the grid count as draws, too. */
  private double[] histogram(SplitRunner runner, Operand<TFloat32> drawn, PlaneGrid grid) {
    double[] density = new double[grid.size()];
    double share = 1 / (draws * grid.step() * grid.step());
    for (int done = 0; done < draws; done += DRAWS_PER_RUN) {
      int first = done;
      int[] rows =
          IntStream.range(first, Math.min(draws, first + DRAWS_PER_RUN))
              .map(i -> i % runner.count())
              .toArray();
      float[] z = runner.run(rows, first / DRAWS_PER_RUN, ImmutableList.of(drawn)).get(0);
      for (int i = 0; i < rows.length; i++) {
        int cell = grid.cell(z[2 * i], z[2 * i + 1]);
        if (cell >= 0) {
          density[cell] += share;
        }
      }
      runner.progress((int) ((long) runner.count() * (first + rows.length) / draws));
    }
    return density;
  }
}
