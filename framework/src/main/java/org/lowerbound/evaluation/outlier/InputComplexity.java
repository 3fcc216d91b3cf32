package org.lowerbound.evaluation.outlier;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.function.Function;
import org.lowerbound.compression.PngSize;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Dequantization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * The negative log-likelihood less the size of the image once it is compressed without loss, nats
 * (Serrà et al. 2020, "Input complexity and out-of-distribution detection with likelihood-based
 * generative models", eq. 2): a likelihood ratio with the compressor as the other model. It
 * compresses as PNG does, see {@link PngSize}; its sizes are those of the zlib that the Java of the
 * machine has.
 *
 * @param samples the draws per observation for the likelihood, where it is not exact
 */
public record InputComplexity(
    @Default("100") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples)
    implements OutlierScore {
  /** Checks the argument. */
  public InputComplexity {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  @Override
  public String name() {
    return "input-complexity";
  }

  @Override
  public String description() {
    return "-log p(x) (%d draws where it is not exact) less the compressed size".formatted(samples);
  }

  @Override
  public void checkFits(Dataset dataset) {
    new NllScore(samples).checkFits(dataset);
    checkArgument(
        dataset.observedKind() != ValueKind.REAL,
        "input-complexity compresses bits or grey levels, but the values of %s are %s; the score"
            + " \"nll\" works",
        dataset.name(),
        dataset.observedKind().description());
  }

  @Override
  public Scoring build(Ops tf, EvaluationScope graph) {
    ValueKind kind = graph.dataset().observedKind();
    int dimension = graph.dataset().dimension();
    PngSize size = new PngSize(graph.dataset().observationShape(), kind == ValueKind.BINARY);
    Function<RowRunner, double[]> logEvidence =
        NllScore.logEvidence(
            tf, graph, "the outlier score input-complexity", "input-complexity", samples);
    // A density of x is one of levels by the width of a level's cell.
    double logCell =
        kind == ValueKind.DEQUANTIZED ? -dimension * Math.log(Dequantization.LEVELS) : 0;
    return runner -> {
      double[] scores = logEvidence.apply(runner);
      Batches.forEach(
          runner,
          1,
          (index, rows) -> {
            float[] values = runner.run(rows, 0, ImmutableList.of(graph.observations())).get(0);
            for (int b = 0; b < rows.length; b++) {
              int[] levels = new int[dimension];
              for (int d = 0; d < dimension; d++) {
                levels[d] = level(kind, values[b * dimension + d]);
              }
              scores[rows[b]] = -scores[rows[b]] - logCell - size.of(levels);
            }
          });
      return scores;
    };
  }

  private static int level(ValueKind kind, float value) {
    return kind == ValueKind.DEQUANTIZED
        ? (int) (value * Dequantization.LEVELS)
        : Math.round((float) (value / kind.scale()));
  }
}
