package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.data.ExactDensity;
import org.lowerbound.evaluation.Drawing;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.model.ExactEvidence;
import org.lowerbound.model.Generating;
import org.lowerbound.model.RawUnits;
import org.lowerbound.network.Pass;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The density of observations on the plane, of the data and of a model that computes it. */
final class PlaneObservations {
  private final PlaneGrid grid;
  private final Placeholder<TFloat32> points; // Raw values, [n, 2].
  private final Operand<TFloat32> logProb; // [n]

  private PlaneObservations(Ops tf, EvaluationScope graph, PlaneGrid grid) {
    this.grid = grid;
    this.points = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
    RawUnits units = new RawUnits(graph.dataset().standardization());
    ExactEvidence model = (ExactEvidence) graph.model();
    // The points have no labels: a model that needs them says so.
    this.logProb = model.logProb(tf, units.seen(tf, points), Pass.evaluation());
  }

  /**
   * Adds the nodes.
   *
   * @param draws the number of the model's draws
   * @param name the figure's
   * @throws IllegalArgumentException if observations are not on the plane, or the density is one
   *     for each label
   */
  static Drawing densities(Ops tf, EvaluationScope graph, PlaneGrid grid, int draws, String name) {
    checkArgument(
        PlaneDots.isPlane(graph.dataset()),
        "%s shows a plane: of a model without latents it needs observations of 2 values, but those"
            + " of %s have the shape %s",
        name,
        graph.dataset().name(),
        Arrays.toString(graph.dataset().observationShape().asArray()));
    PlaneObservations observations = new PlaneObservations(tf, graph, grid);
    RawValues raw = RawValues.of(graph.dataset());
    Optional<Operand<TFloat32>> drawn =
        Optional.of(graph.model())
            .filter(Ability.GENERATING::isOf)
            .map(
                model ->
                    ((Generating) model)
                        .sample(
                            tf,
                            graph.noise().apply(name),
                            PlaneHistogram.POINTS_PER_RUN,
                            Pass.evaluation()));
    Operand<TFloat32> observed = new ImageNodes(tf, graph).observed();
    return runner -> {
      ImmutableMap.Builder<String, double[]> densities = ImmutableMap.builder();
      densities.put(
          "data",
          graph
              .dataset()
              .exactDensity()
              .map(observations::known)
              .orElseGet(() -> PlaneHistogram.of(grid, runner.count()).ofRuns(runner, observed)));
      densities.put("p(x)", observations.modelled(runner));
      drawn.ifPresent(
          node ->
              densities.put("draws", PlaneHistogram.of(grid, draws).ofRuns(runner, node, raw::of)));
      return grid.draw(densities.buildOrThrow());
    };
  }

  private double[] known(ExactDensity density) {
    float[] centers = grid.centers();
    double[] known = new double[grid.size()];
    for (int i = 0; i < known.length; i++) {
      known[i] = Math.exp(density.logProb(new double[] {centers[2 * i], centers[2 * i + 1]}));
    }
    return known;
  }

  private double[] modelled(SplitRunner runner) {
    float[] centers = grid.centers();
    double[] density = new double[grid.size()];
    for (int done = 0; done < density.length; done += PlaneHistogram.POINTS_PER_RUN) {
      int end = Math.min(density.length, done + PlaneHistogram.POINTS_PER_RUN);
      Fed some =
          new Fed(points, Shape.of(end - done, 2), Arrays.copyOfRange(centers, 2 * done, 2 * end));
      float[] logProbs =
          runner.run(new int[] {0}, 0, ImmutableList.of(some), ImmutableList.of(logProb)).get(0);
      for (int i = done; i < end; i++) {
        density[i] = Math.exp(logProbs[i - done]);
      }
    }
    return density;
  }
}
