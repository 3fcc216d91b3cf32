package org.lowerbound.evaluation.reconstruction;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.RawUnits;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The squared error of the reconstruction E[x | z] at the posterior mean of z, as a mean over the
 * values of an example: no draws, hence no noise. It is in the square of the values' own unit, even
 * if a model sees them standardised.
 */
public record ReconstructionError() implements Metric {
  private static final String NAME = "reconstruction-error";

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            NAME,
            "squared, per value",
            Better.LOWER,
            "(x - E[x|z])^2 at z = E_q[z|x], mean over the values of an example"));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    Operand<TFloat32> error =
        GraphMath.sumEvent(
            tf,
            tf.math.square(
                new RawUnits(graph.dataset().standardization())
                    .rawDifference(
                        tf,
                        tf.math.sub(
                            MeanReconstruction.of(tf, graph, TypeNames.of(this)),
                            graph.observations())))); // [1, B]
    double dimension = graph.dataset().dimension();
    return runner -> {
      double[] errors = new double[runner.count()];
      Batches.forEach(
          runner,
          1,
          (index, rows) -> {
            float[] values = runner.run(rows, 0, ImmutableList.of(error)).get(0);
            for (int b = 0; b < rows.length; b++) {
              errors[rows[b]] = values[b] / dimension;
            }
          });
      runner.keep(NAME, errors);
      return ImmutableMap.of(NAME, Estimate.meanOf(errors));
    };
  }
}
