package org.lowerbound.evaluation.bound;

import static com.google.common.base.Preconditions.checkArgument;

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
 * The χ upper bound on log p(x), CUBO_n = (1/n) log E_q[(p(x, z) / q(z | x))ⁿ] (Dieng et al. 2017):
 * with the importance weighted bound it brackets log p(x). Its column is {@code cubo} at order 2,
 * else {@code cubo-n}.
 *
 * <p>The bound lies (n − 1)/n times the Rényi divergence of order n from q(z | x) to p(z | x) above
 * log p(x), and may be infinite where q has lighter tails than the posterior. Its estimate (1/n)
 * log (1/K) Σ w_kⁿ is biased low, by the concavity of the logarithm, so that it is an upper bound
 * only as far as K is large enough for the bias not to matter. It is never below the importance
 * weighted estimate by the same draws (the power mean inequality). How many of the K draws count is
 * told by {@link EffectiveSampleSize}; where one of the w_kⁿ outweighs all others, or their tail is
 * heavy, the estimate says so ({@link Caveats}).
 *
 * @param order n; the higher, the looser the bound and the more draws it takes
 * @param samples K, the draws per example
 * @param chunk the draws of one run of the graph; memory grows with it
 */
public record ChiUpperBound(
    @Default("2") @Interval(min = 2) int order,
    @Default("5000") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples,
    @Default("1000") @Interval(min = 1, max = Counts.MOST_DRAWS) int chunk)
    implements Metric {
  /** Checks the arguments. */
  public ChiUpperBound {
    checkArgument(
        order >= 2, "order must be at least 2 but is %s; at 1 the bound is log p(x) itself", order);
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
    Counts.checkPositive("chunk", chunk, Counts.MOST_DRAWS);
  }

  private String column() {
    return order == 2 ? "cubo" : "cubo-" + order;
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            column(),
            "nats",
            Better.NEITHER, // A worse model lowers it, too.
            "Chi upper bound of order %d on log p(x) per example; this estimate of it by %d draws is"
                    .formatted(order, samples)
                + " biased low",
            Dependence.LIKELIHOOD));
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, Math.min(samples, chunk), "chunk");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    ImportanceSampling sampling = new ImportanceSampling(tf, graph, this, column(), samples, chunk);
    return runner -> {
      PowerMeans weights = sampling.powers(runner, order).get(0);
      double[] perExample =
          Arrays.stream(weights.logMeans()).map(logMeanPower -> logMeanPower / order).toArray();
      runner.keep(column(), perExample);
      Estimate bound = Estimate.meanOf(perExample);
      if (sampling.isExact()) {
        return ImmutableMap.of(column(), bound);
      }
      weights.keepQuality(runner);
      return ImmutableMap.of(column(), weights.qualify(bound));
    };
  }
}
