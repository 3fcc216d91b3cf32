package org.lowerbound.evaluation.disentanglement;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.ChecksSplit;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * All scores of disentanglement with the settings of a study, on the posterior means, which are
 * computed once. Each score's type has the same numbers, and keys for other settings.
 *
 * @param preset whose settings
 */
public record Disentanglement(@Default("\"locatello-2019\"") Preset preset)
    implements Metric, ChecksSplit {
  @Override
  public ImmutableList<Column> columns() {
    return preset.metrics().stream()
        .flatMap(metric -> metric.columns().stream())
        .collect(ImmutableList.toImmutableList());
  }

  @Override
  public void checkFits(Dataset dataset) {
    preset.metrics().forEach(metric -> metric.checkFits(dataset));
  }

  @Override
  public void checkFits(Dataset dataset, Split split) {
    for (CodeMetric metric : preset.metrics()) {
      if (metric instanceof ChecksSplit ofSplit) {
        ofSplit.checkFits(dataset, split);
      }
    }
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    return CodeMetric.measurement(
        tf, graph, Representation.MEAN, TypeNames.of(this), preset.metrics());
  }
}
