package org.lowerbound.evaluation.disentanglement;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.List;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.code.Codes;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/** A metric on the codes and the factors of a split, so that several can share the codes. */
interface CodeMetric extends Metric {
  /** Returns what stands for an example. */
  Representation representation();

  /**
   * Adds what the metric needs besides the codes.
   *
   * @param latents the dimension of a code
   */
  OnCodes on(Ops tf, EvaluationScope graph, int latents);

  /** {@inheritDoc} */
  @Override
  default void checkFits(Dataset dataset) {
    VaryingFactors.known(dataset, TypeNames.of(this));
  }

  @Override
  default Measurement build(Ops tf, EvaluationScope graph) {
    return measurement(tf, graph, representation(), TypeNames.of(this), ImmutableList.of(this));
  }

  /**
   * Builds metrics that share the codes. Of codes that are not finite all numbers are NaN.
   *
   * @param who asks, by its type name
   */
  static Measurement measurement(
      Ops tf,
      EvaluationScope graph,
      Representation representation,
      String who,
      List<? extends CodeMetric> metrics) {
    metrics.forEach(metric -> metric.checkFits(graph.dataset()));
    Codes codes = representation.codes(tf, graph, who);
    ImmutableList<OnCodes> parts =
        metrics.stream()
            .map(metric -> metric.on(tf, graph, codes.latents()))
            .collect(ImmutableList.toImmutableList());
    return runner -> {
      double[][] all = codes.of(runner);
      if (!Arrays.stream(all).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
        return metrics.stream()
            .flatMap(metric -> metric.columns().stream())
            .collect(toImmutableMap(Column::name, c -> Estimate.exact(Double.NaN, runner.count())));
      }
      ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
      for (OnCodes part : parts) {
        numbers.putAll(part.measure(all, runner));
      }
      return numbers.buildOrThrow();
    };
  }
}
