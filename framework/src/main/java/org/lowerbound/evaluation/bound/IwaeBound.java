package org.lowerbound.evaluation.bound;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * The importance weighted bound with K draws, for a look at how bounds tighten with K (Burda et al.
 * 2016, theorem 1). Its column is {@code iwae-K}.
 *
 * @param samples K
 * @param chunk the draws of one run of the graph; memory grows with it
 */
public record IwaeBound(
    @Interval(min = 1, max = Counts.MOST_DRAWS) int samples,
    @Default("1000") @Interval(min = 1, max = Counts.MOST_DRAWS) int chunk)
    implements Metric {
  /** Checks the arguments. */
  public IwaeBound {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
    Counts.checkPositive("chunk", chunk, Counts.MOST_DRAWS);
  }

  private String column() {
    return "iwae-" + samples;
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            column(),
            "nats",
            Better.HIGHER,
            "Importance weighted bound on log p(x) per example, K = %d".formatted(samples),
            Dependence.EVIDENCE));
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, Math.min(samples, chunk), "chunk");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    ImportanceSampling sampling = new ImportanceSampling(tf, graph, this, column(), samples, chunk);
    return runner -> {
      double[] perExample = sampling.logEvidence(runner);
      runner.keep(column(), perExample);
      return ImmutableMap.of(column(), Estimate.meanOf(perExample));
    };
  }
}
