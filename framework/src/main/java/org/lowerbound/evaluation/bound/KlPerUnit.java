package org.lowerbound.evaluation.bound;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * KL(q(z_u | x) ‖ p(z_u)) of each latent unit u, mean over examples, from the largest to the
 * smallest: how the rate is spread over the units. Columns {@code kl-1} to {@code kl-n}, and {@code
 * kl-rest} for the sum of all units behind them; together they are the rate.
 *
 * <p>A column for units that a model does not have is left empty: {@code kl-5} of a model with four
 * latents, {@code kl-rest} of one with no more than n.
 *
 * @param units n
 * @param kl how the divergences are computed
 * @param samples the draws per example of a Monte Carlo estimate
 */
public record KlPerUnit(
    @Default("10") @Interval(min = 1, max = 10_000) int units,
    @Default("\"closed-form\"") KlEstimator kl,
    @Default("10") @Interval(min = 1, max = Counts.MOST_DRAWS) int samples)
    implements Metric {
  private static final String REST = "kl-rest";

  /** Checks the arguments. */
  public KlPerUnit {
    Counts.checkPositive("units", units, 10_000);
    Counts.checkPositive("samples", samples, Counts.MOST_DRAWS);
  }

  private static String column(int rank) {
    return "kl-" + (rank + 1);
  }

  @Override
  public ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    for (int rank = 0; rank < units; rank++) {
      columns.add(
          new Column(
              column(rank),
              "nats",
              Better.NEITHER,
              "KL per example of the latent unit number %d by mean KL".formatted(rank + 1),
              Dependence.NONE,
              rank > 0));
    }
    return columns
        .add(
            Column.optional(
                REST, "nats", Better.NEITHER, "KL per example of all other latent units together"))
        .build();
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, samples, "samples");
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    BoundTerms terms = graph.terms(tf, TypeNames.of(this), "kl-per-unit", samples);
    Operand<TFloat32> node = kl.klPerLatent(tf, terms); // [B, latents]
    int latents = terms.posterior().dimension();
    int draws = kl == KlEstimator.CLOSED_FORM ? 1 : samples;
    return runner -> {
      double[][] kls = new double[latents][runner.count()];
      Batches.forEach(
          runner,
          draws,
          (index, rows) -> {
            float[] values = runner.run(rows, index, ImmutableList.of(node)).get(0);
            for (int i = 0; i < values.length; i++) {
              kls[i % latents][rows[i / latents]] = values[i];
            }
          });
      return numbers(kls, runner);
    };
  }

  private ImmutableMap<String, Estimate> numbers(double[][] kls, SplitRunner runner) {
    List<double[]> sorted =
        Arrays.stream(kls)
            .sorted(
                Comparator.comparingDouble((double[] ofUnit) -> Estimate.meanOf(ofUnit).value())
                    .reversed())
            .toList();
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    for (int rank = 0; rank < Math.min(units, sorted.size()); rank++) {
      runner.keep(column(rank), sorted.get(rank));
      numbers.put(column(rank), Estimate.meanOf(sorted.get(rank)));
    }
    if (sorted.size() > units) {
      List<double[]> others = sorted.subList(units, sorted.size());
      double[] rest =
          IntStream.range(0, others.get(0).length)
              .mapToDouble(i -> others.stream().mapToDouble(ofUnit -> ofUnit[i]).sum())
              .toArray();
      runner.keep(REST, rest);
      numbers.put(REST, Estimate.meanOf(rest));
    }
    return numbers.buildOrThrow();
  }
}
