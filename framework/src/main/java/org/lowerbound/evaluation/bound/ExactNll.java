package org.lowerbound.evaluation.bound;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.ExactDensity;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.tensorflow.op.Ops;

/**
 * −log p(x) under the distribution that the data were really drawn from, in closed form: what no
 * model can beat on average, and what a bound's estimate is to be held against.
 */
public record ExactNll() implements Metric {
  private static final String NAME = "exact-nll";

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            NAME, "nats", Better.NEITHER, "-log p(x) per example under the data's true density"));
  }

  @Override
  public void checkFits(Dataset dataset) {
    checkArgument(
        dataset.exactDensity().isPresent(),
        "the true density of %s is not known; exact-nll needs a data set like linear-gaussian",
        dataset.name());
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Dataset dataset = graph.dataset();
    checkFits(dataset);
    ExactDensity density = dataset.exactDensity().orElseThrow();
    return runner -> {
      double[] nll = new double[runner.count()];
      double[] row = new double[dataset.dimension()];
      for (int i = 0; i < nll.length; i++) {
        for (int j = 0; j < row.length; j++) {
          row[j] = dataset.rawValue(runner.split(), i, j);
        }
        nll[i] = -density.logProb(row);
      }
      runner.keep(NAME, nll);
      return ImmutableMap.of(NAME, Estimate.meanOf(nll));
    };
  }
}
