package org.lowerbound.evaluation.linear;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.model.Ability;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The bound of a model with distributions over its parameters, in closed form: on the training
 * split that on log p(X), over the number of examples, what a Bayesian compares models by. On
 * another it has the same share of KL(q(θ) ‖ p(θ)) in it, and bounds nothing.
 */
public record VariationalBound() implements Metric {
  private static final String NAME = "variational-bound";

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            NAME,
            "nats",
            Better.HIGHER,
            "Lower bound on log p(X) with all parameters integrated out, per example",
            Dependence.EVIDENCE));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Operand<TFloat32> bound =
        graph
            .modelWith(Ability.VARIATIONAL_BAYES, TypeNames.of(this))
            .bound(
                tf, graph.observations(), graph.dataset().splits().get(Split.TRAIN).count()); // [B]
    return runner -> {
      double[] values = new double[runner.count()];
      Batches.forEach(
          runner,
          1,
          (index, rows) -> {
            float[] part = runner.run(rows, index, ImmutableList.of(bound)).get(0);
            for (int i = 0; i < rows.length; i++) {
              values[rows[i]] = part[i];
            }
          });
      runner.keep(NAME, values);
      return ImmutableMap.of(NAME, Estimate.meanOf(values));
    };
  }
}
