package org.lowerbound.evaluation.outlier;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The negative evidence lower bound, nats.
 *
 * @param samples the draws per observation
 */
public record ElboScore(@Default("10") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples)
    implements OutlierScore {
  /** Checks the argument. */
  public ElboScore {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  @Override
  public String name() {
    return "elbo";
  }

  @Override
  public String description() {
    return "-ELBO (%d draws)".formatted(samples);
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, samples, "samples");
  }

  @Override
  public Scoring build(Ops tf, EvaluationScope graph) {
    BoundTerms terms = graph.terms(tf, "the outlier score elbo", "elbo", samples);
    Operand<TFloat32> negative =
        tf.math.sub(
            KlEstimator.CLOSED_FORM.kl(tf, terms),
            GraphMath.meanOverDraws(tf, terms.logLikelihood())); // [B]
    return runner -> {
      double[] scores = new double[runner.count()];
      Batches.forEach(
          runner,
          samples,
          (index, rows) -> {
            float[] values = runner.run(rows, index, ImmutableList.of(negative)).get(0);
            for (int b = 0; b < rows.length; b++) {
              scores[rows[b]] = values[b];
            }
          });
      return scores;
    };
  }
}
