package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.tools.bench.gemm.Gemm;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Target;

/**
 * The workloads as the runner runs them, each next to its matrix products alone. Trials and
 * products take turns, so that a ratio is of neighbouring moments of what may be a busy machine.
 */
final class LimitsPart implements Part {
  private static final int ROUNDS = 3;
  private static final ImmutableMap<Workload, Target> TARGETS =
      ImmutableMap.of(
          Workload.W1, Target.W1_OF_LIMIT,
          Workload.W2, Target.W2_OF_LIMIT,
          Workload.W3, Target.W3_OF_LIMIT);

  @Override
  public String name() {
    return "limits";
  }

  @Override
  public Measured measure(BenchContext context) {
    ImmutableList<Workload> workloads = context.asked(ImmutableList.copyOf(Workload.values()));
    BenchSweep sweep =
        context.sweep(
            context.write(
                "bench-limits", Json.object(), Axes.withSeeds(context.cases(workloads), ROUNDS)));
    ImmutableList<Gemm> libraries = GemmLimit.libraries();
    BenchTable.Builder table =
        BenchTable.builder(name(), "The runner and the limit of its matrix products, one thread")
            .column("workload", "workload")
            .column("examplesPerSecond", "examples/s")
            .column("limitExamplesPerSecond", "limit, examples/s")
            .column("ofLimit", "of the limit")
            .column("library", "best library")
            .column("limitGigaflops", "limit, Gflop/s");
    libraries.forEach(
        library ->
            table.column(library.name() + "ExamplesPerSecond", library.name() + ", examples/s"));
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    for (Workload workload : workloads) {
      List<Double> rates = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      try (GemmLimit limit = new GemmLimit(workload)) {
        ImmutableMap<String, Double> before = limit.measure(context.workspace()::check);
        for (int seed = 1; seed <= ROUNDS; seed++) {
          context.say("%s, trial %d of %d".formatted(workload, seed, ROUNDS));
          double rate = Rates.examplesPerSecond(workload, sweep.run(workload.name(), seed));
          ImmutableMap<String, Double> after = limit.measure(context.workspace()::check);
          rates.add(rate);
          ratios.add(rate / GemmLimit.between(before, after));
          before = after;
        }
        double ratio = Quantiles.median().compute(ratios);
        findings.add(new Finding(TARGETS.get(workload), ratio));
        table.row(row(workload, Quantiles.median().compute(rates), ratio, limit, libraries));
      }
    }
    table.note(
        "W1: ELBO, batch 100; W2: IWAE with 50 draws, batch 20; W3: NLL of one example with 5000"
            + " draws. Medians of %d trials; a ratio is of one trial and the products before and"
                .formatted(ROUNDS)
            + " after it. The first step of a training, in which TensorFlow prepares the graph, is"
            + " left out; evaluations are whole.");
    table.note(
        libraries.stream()
            .map(library -> library.name() + " " + library.version())
            .collect(Collectors.joining(", ")));
    return new Measured(table.build(), findings.build());
  }

  private static Object[] row(
      Workload workload,
      double rate,
      double ratio,
      GemmLimit limit,
      ImmutableList<Gemm> libraries) {
    double limitRate = limit.median(limit.best());
    ImmutableList.Builder<Object> row = ImmutableList.builder();
    row.add(workload.name(), rate, limitRate, ratio, limit.best());
    row.add(limitRate * limit.operationsPerExample() / 1e9);
    libraries.forEach(library -> row.add(limit.median(library.name())));
    return row.build().toArray();
  }
}
