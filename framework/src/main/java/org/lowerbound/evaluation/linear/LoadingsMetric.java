package org.lowerbound.evaluation.linear;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.numeric.SymmetricEigen;
import org.lowerbound.objective.closedform.ClosedFormEm;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The loadings W of a linear decoder: their rank, and the variance of the noise, where it is normal
 * and the same for all z.
 *
 * <p>EM keeps the rank of W: after EM a rank below the number of columns means that W started with
 * it, and that the model is the best with as few latents only; the number then says so.
 *
 * @param threshold the singular value of W, as a part of the largest, up to which it counts as 0
 */
public record LoadingsMetric(@Default("0.001") @Interval(above = 0, below = 1) double threshold)
    implements Metric {
  private static final String RANK = "loadings-rank";
  private static final String NOISE = "noise-variance";

  /** Checks the argument. */
  public LoadingsMetric {
    checkArgument(
        threshold > 0 && threshold < 1, "threshold must be in (0, 1) but is %s", threshold);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            RANK,
            "units",
            Better.NEITHER,
            "Singular values of the decoder's loadings above %s of the largest"
                .formatted(threshold)),
        Column.optional(
            NOISE,
            "",
            Better.NEITHER,
            "Variance of the decoder's noise, mean over the values of an observation, in the"
                + " square of the unit that the model sees"));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    HostMap.Nodes nodes = new HostMap.Nodes(tf, graph, TypeNames.of(this));
    boolean byEm = graph.objective() instanceof ClosedFormEm;
    return runner -> {
      HostMap map = nodes.run(runner);
      ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
      int rank = rank(map);
      Estimate counted = Estimate.exact(rank, runner.count());
      numbers.put(
          RANK,
          byEm && rank < map.latents()
              ? counted.saying(ImmutableList.of(deficient(rank, map.latents())))
              : counted);
      map.scale()
          .ifPresent(
              scale ->
                  numbers.put(
                      NOISE,
                      Estimate.exact(
                          Arrays.stream(scale).map(s -> s * s).average().orElseThrow(),
                          runner.count())));
      return numbers.buildOrThrow();
    };
  }

  private int rank(HostMap map) {
    double[] squares = SymmetricEigen.valuesOf(map.gram());
    double largest = Arrays.stream(squares).max().orElseThrow();
    return (int) Arrays.stream(squares).filter(s -> s > threshold * threshold * largest).count();
  }

  /** Returns what a rank below the number of columns means after EM. */
  private static String deficient(int rank, int latents) {
    return "The loadings have %d columns but the rank %d: EM cannot raise the rank that it starts"
            .formatted(latents, rank)
        + " with, so that this is a model with %d latents; another first value of the loadings"
            .formatted(rank)
        + " helps, unless the data have no more.";
  }
}
