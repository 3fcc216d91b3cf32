package org.lowerbound.evaluation.bound;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * The effective size of a sample of K importance weights, (Σ w_k)² / Σ w_k² (Kong 1992), mean over
 * examples: K where q(z | x) is the exact posterior, 1 where one weight outweighs all others. Its
 * column is {@code ess-K}.
 *
 * <p>It is a function of the K weights that were drawn. Where q misses a part of the posterior, few
 * draws may not show it.
 *
 * @param samples K, the draws per example
 * @param chunk the draws of one run of the graph; memory grows with it
 */
public record EffectiveSampleSize(
    @Default("100") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples,
    @Default("1000") @Interval(min = 1, max = Counts.MOST_DRAWS) int chunk)
    implements Metric {
  /** Checks the arguments. */
  public EffectiveSampleSize {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
    Counts.checkPositive("chunk", chunk, Counts.MOST_DRAWS);
  }

  private String column() {
    return "ess-" + samples;
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            column(),
            "",
            Better.HIGHER,
            ("Effective sample size of %d importance weights per example, from 1 to %d; too large"
                    + " where the draws miss a part of the posterior")
                .formatted(samples, samples)));
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, Math.min(samples, chunk), "chunk");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    ImportanceSampling sampling = new ImportanceSampling(tf, graph, this, column(), samples, chunk);
    return runner -> {
      double[] sizes = sampling.powers(runner, 1).get(0).effectiveDraws();
      if (sampling.isExact()) {
        Arrays.fill(sizes, samples); // One weight was enough; all others are the same.
      }
      runner.keep(column(), sizes);
      return ImmutableMap.of(column(), Estimate.meanOf(sizes));
    };
  }
}
