package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Figure;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Densities on the plane. Of models with two latents the prior beside the posterior: at the left
 * the density p(z), at the right that of draws from q(z | x), the split's examples in turn, as a
 * histogram. The prior of the model {@code energy} is the density that the posterior is fitted to.
 *
 * <p>Of models without latents that compute p(x) of two values: the density of the data where it is
 * known, else a histogram of the split's examples; p(x); and where the model can be drawn from, a
 * histogram of its draws.
 *
 * <p>All panels show [−extent, extent]², of raw values, the first to the right and the second
 * upwards, in the same colours: dark is 0, the brightest is the largest density in the first panel,
 * and what is above it. Should that be 0 in all of the panel, the brightest is the largest of the
 * next.
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
    PlaneGrid grid = new PlaneGrid(pixels, extent);
    boolean ofObservations =
        !Ability.LATENT_VARIABLES.isOf(graph.model()) && Ability.EXACT_EVIDENCE.isOf(graph.model());
    return ofObservations
        ? PlaneObservations.densities(tf, graph, grid, draws, name())
        : ofLatents(tf, graph, grid);
  }

  private Drawing ofLatents(Ops tf, EvaluationScope graph, PlaneGrid grid) {
    BoundTerms terms = graph.terms(tf, name(), name(), 1);
    checkArgument(
        terms.posterior().dimension() == 2,
        "density-2d shows a plane: it needs a model with 2 latents, but this one has %s",
        terms.posterior().dimension());
    Operand<TFloat32> centers =
        tf.constant(Shape.of(1, grid.size(), 2), DataBuffers.of(grid.centers()));
    Operand<TFloat32> logPrior = terms.prior().logProb(tf, centers);
    Operand<TFloat32> drawn = terms.latents(); // [1, B, 2]
    return runner ->
        grid.draw(
            ImmutableMap.of(
                "p(z)", prior(runner, logPrior),
                "q(z)", PlaneHistogram.of(grid, draws).ofRuns(runner, drawn)));
  }

  private static double[] prior(SplitRunner runner, Operand<TFloat32> logPrior) {
    float[] logDensities = runner.run(new int[] {0}, 0, ImmutableList.of(logPrior)).get(0);
    return IntStream.range(0, logDensities.length)
        .mapToDouble(i -> Math.exp(logDensities[i]))
        .toArray();
  }
}
