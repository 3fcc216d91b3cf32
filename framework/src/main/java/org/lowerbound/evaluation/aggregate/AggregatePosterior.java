package org.lowerbound.evaluation.aggregate;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import org.lowerbound.distribution.Factorized;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The rate, taken apart by the aggregate posterior of the split, q(z) = (1/N) Σ q(z | xₙ): the
 * mutual information of x and z, and the marginal KL of q(z) from the prior (Hoffman and Johnson
 * 2016), which in turn is the total correlation of the latent units and the sum of their own KLs
 * (Chen et al. 2018, eq. 2). Monte Carlo over z, with one draw each from the posteriors of
 * examples; q(z) at each draw is the mixture of the posteriors of all N examples, not of a batch.
 *
 * <p>The mutual information is of the N examples, and at most log N: that of the whole population
 * may be larger, and where the number comes near log N, it says no more than that. The means over
 * the draws add up: information and marginal KL to the rate of the same draws.
 *
 * <p>Total correlation and dimension-wise KL are left empty where the latents of the posterior
 * depend on each other given x; the latter, too, where those of the prior do.
 *
 * @param examples N, evenly spread over the split; all of it by default. Time grows with N times
 *     {@code draws}
 * @param draws how many of the examples are drawn for; the standard error falls with their root
 */
public record AggregatePosterior(
    @Interval(min = 2, max = Counts.MOST_DRAWS) Optional<Integer> examples,
    @Default("5000") @Interval(min = 2, max = Counts.MOST_DRAWS) int draws)
    implements Metric {
  private static final String INFORMATION = "mutual-information";
  private static final String MARGINAL_KL = "marginal-kl";
  private static final String TOTAL_CORRELATION = "total-correlation";
  private static final String DIMENSION_WISE_KL = "dimension-wise-kl";

  /** With fewer than two posteriors to a draw, on average, almost nothing of q(z) is seen. */
  private static final double NEAR = Math.log(2);

  /** Checks the arguments. */
  public AggregatePosterior {
    examples.ifPresent(n -> Counts.checkAtLeast("examples", n, 2, Counts.MOST_DRAWS));
    Counts.checkAtLeast("draws", draws, 2, Counts.MOST_DRAWS);
  }

  @Override
  public ImmutableList<Column> columns() {
    String of = examples.map(n -> n + " examples").orElse("all N examples of the split");
    return ImmutableList.of(
        new Column(
            INFORMATION,
            "nats",
            Better.NEITHER,
            "I(x; z) under q, of %s; at most log N, which is no bound on that of the population"
                .formatted(of)),
        new Column(
            MARGINAL_KL,
            "nats",
            Better.NEITHER,
            "KL(q(z) || p(z)) of the aggregate posterior of " + of),
        Column.optional(
            TOTAL_CORRELATION,
            "nats",
            Better.NEITHER,
            "KL(q(z) || prod q(z_u)) of the aggregate posterior of " + of),
        Column.optional(
            DIMENSION_WISE_KL,
            "nats",
            Better.NEITHER,
            "Sum over latent units of KL(q(z_u) || p(z_u)), aggregate posterior of " + of));
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    BoundTerms terms = graph.terms(tf, who, "aggregate-posterior", 1);
    SurgeryNodes nodes = new SurgeryNodes(tf, graph, who, terms);
    boolean independentPrior = terms.prior() instanceof Factorized;
    return runner -> measure(runner, nodes, independentPrior);
  }

  private ImmutableMap<String, Estimate> measure(
      SplitRunner runner, SurgeryNodes nodes, boolean independentPrior) {
    checkArgument(
        runner.count() > 1, "the mutual information of x and z takes at least 2 examples");
    int[] of = Batches.spread(runner.count(), examples.orElse(runner.count()));
    int[] chosen = Arrays.stream(Batches.spread(of.length, draws)).map(i -> of[i]).toArray();
    Surgery surgery = nodes.run(runner, of, chosen);
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    Estimate information = mean(runner, INFORMATION, surgery.information());
    numbers.put(INFORMATION, information.saying(remarks(information.value(), of.length)));
    numbers.put(MARGINAL_KL, mean(runner, MARGINAL_KL, surgery.marginalKl()));
    surgery
        .totalCorrelation()
        .ifPresent(tc -> numbers.put(TOTAL_CORRELATION, mean(runner, TOTAL_CORRELATION, tc)));
    surgery
        .dimensionWiseKl()
        .filter(kl -> independentPrior)
        .ifPresent(kl -> numbers.put(DIMENSION_WISE_KL, mean(runner, DIMENSION_WISE_KL, kl)));
    return numbers.buildOrThrow();
  }

  private static Estimate mean(SplitRunner runner, String column, double[] perDraw) {
    runner.keep(column, perDraw);
    return Estimate.meanOf(perDraw);
  }

  /** Returns what is to be said of an information that so many examples can hardly show. */
  static ImmutableList<String> remarks(double information, int examples) {
    double most = Math.log(examples);
    return most - information < NEAR
        ? ImmutableList.of(
            "%.2f nats are almost the %.2f = log %d that so many examples can show at most; the true"
                    .formatted(information, most, examples)
                + " information may be larger, and the marginal KL smaller.")
        : ImmutableList.of();
  }
}
