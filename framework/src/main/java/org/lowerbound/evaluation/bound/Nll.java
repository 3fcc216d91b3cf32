package org.lowerbound.evaluation.bound;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Caveats;
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
 * The negative log-likelihood −log p(x), estimated by importance sampling with the posterior as the
 * proposal (Rezende et al. 2014, appendix E; with 5000 draws in Burda et al. 2016). In expectation
 * it is an upper bound, which is far above where one weight outweighs all others, or where the tail
 * of the weights is heavy; the estimate then says so ({@link Caveats}).
 *
 * @param samples the draws per example
 * @param chunk the draws of one run of the graph; memory grows with it
 */
public record Nll(
    @Default("5000") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples,
    @Default("1000") @Interval(min = 1, max = Counts.MOST_DRAWS) int chunk)
    implements Metric {
  /** Checks the arguments. */
  public Nll {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
    Counts.checkPositive("chunk", chunk, Counts.MOST_DRAWS);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            "nll",
            "nats",
            Better.LOWER,
            "-log p(x) per example; where the model does not compute it, by importance sampling"
                + " with %d draws".formatted(samples),
            Dependence.EVIDENCE));
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, Math.min(samples, chunk), "chunk");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    ImportanceSampling sampling = new ImportanceSampling(tf, graph, this, "nll", samples, chunk);
    return runner -> {
      PowerMeans weights = sampling.powers(runner, 1).get(0);
      double[] perExample = Arrays.stream(weights.logMeans()).map(logP -> -logP).toArray();
      runner.keep("nll", perExample);
      Estimate nll = Estimate.meanOf(perExample);
      if (sampling.isExact()) {
        return ImmutableMap.of("nll", nll);
      }
      weights.keepQuality(runner);
      return ImmutableMap.of("nll", weights.qualify(nll));
    };
  }
}
