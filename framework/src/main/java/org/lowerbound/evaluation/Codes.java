package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The posterior means of a split: what "the code of x" means where one vector is asked for. */
final class Codes {
  private final Operand<TFloat32> mean;
  private final int latents;

  Codes(Ops tf, EvaluationGraph graph) {
    this.mean = posteriorMean(tf, graph);
    this.latents = graph.model().latents();
  }

  /** Returns the nodes of E_q[z], {@code [B, latents]}. */
  static Operand<TFloat32> posteriorMean(Ops tf, EvaluationGraph graph) {
    Distribution q = graph.model().posterior().given(tf, graph.observations(), graph.pass());
    checkArgument(q instanceof WithMean, "the posterior %s has no mean to take", TypeNames.of(q));
    return ((WithMean) q).mean(tf);
  }

  /** Returns the codes, {@code [count][latents]}. */
  double[][] of(SplitRunner runner) {
    double[][] codes = new double[runner.count()][latents];
    Batches.forEach(
        runner,
        1,
        (index, rows) -> {
          float[] values = runner.run(rows, 0, ImmutableList.of(mean)).get(0);
          for (int i = 0; i < values.length; i++) {
            codes[rows[i / latents]][i % latents] = values[i];
          }
        });
    return codes;
  }
}
