package org.lowerbound.evaluation.outlier;

import java.util.Arrays;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.lowerbound.evaluation.bound.ImportanceSampling;
import org.lowerbound.model.Ability;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.tensorflow.op.Ops;

/**
 * The negative log-likelihood, nats: exact where the model computes it, by importance sampling
 * else.
 *
 * @param samples the draws per observation
 */
public record NllScore(@Default("100") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples)
    implements OutlierScore {
  /** The draws of one run, those of the metric nll. */
  private static final int CHUNK = 1000;

  /** Checks the argument. */
  public NllScore {
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  @Override
  public String name() {
    return "nll";
  }

  @Override
  public String description() {
    return "-log p(x) (%d draws where it is not exact)".formatted(samples);
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, Math.min(samples, CHUNK), "samples");
  }

  @Override
  public Scoring build(Ops tf, EvaluationScope graph) {
    Function<RowRunner, double[]> logEvidence =
        logEvidence(tf, graph, "the outlier score nll", "nll", samples);
    return runner -> Arrays.stream(logEvidence.apply(runner)).map(logP -> -logP).toArray();
  }

  /** Adds what gives log p(x) of rows, nats. */
  static Function<RowRunner, double[]> logEvidence(
      Ops tf, EvaluationScope graph, String who, String stream, int samples) {
    return new ImportanceSampling(
            tf,
            new ImportanceSampling.Weights(
                graph.modelWith(Ability.EVIDENCE, who),
                graph.observations(),
                graph.noise(),
                graph.pass()),
            stream,
            samples,
            CHUNK)
        ::logEvidence;
  }
}
