package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.tools.bench.report.BenchNumbers;
import org.lowerbound.tools.bench.report.BenchTable;

/** How fast models of other kinds are trained, scored and drawn from. */
final class ModelsPart implements Part {
  private static final int ROUNDS = 3;

  @Override
  public String name() {
    return "models";
  }

  @Override
  public Measured measure(BenchContext context) {
    BenchTable.Builder table =
        BenchTable.builder(name(), "Models of other kinds, one thread")
            .column("workload", "workload")
            .column("what", "what")
            .column("examplesPerSecond", "examples/s")
            .column("slowest", "slowest trial")
            .column("fastest", "fastest trial");
    ImmutableList<ModelWorkload> workloads =
        context.asked(ImmutableList.copyOf(ModelWorkload.values()));
    BenchSweep sweep =
        context.sweep(
            context.write(
                "bench-models", Json.object(), Axes.withSeeds(context.cases(workloads), ROUNDS)));
    for (ModelWorkload workload : workloads) {
      List<Double> rates = new ArrayList<>();
      for (int seed = 1; seed <= ROUNDS; seed++) {
        double rate = Rates.examplesPerSecond(workload, sweep.run(workload.label(), seed));
        rates.add(rate);
        context.say(
            "%s, trial %d of %d: %s examples/s"
                .formatted(workload.label(), seed, ROUNDS, BenchNumbers.text(rate)));
      }
      table.row(
          workload.label(),
          workload.title(),
          Quantiles.median().compute(rates),
          rates.stream().min(Double::compare).orElseThrow(),
          rates.stream().max(Double::compare).orElseThrow());
    }
    table.note(
        "Medians of %d trials. Trainings are without the first step, in which TensorFlow prepares"
                .formatted(ROUNDS)
            + " the graph; scores and samples with all that belongs to them, once.");
    return new Measured(table.build(), ImmutableList.of());
  }
}
