package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.tools.bench.report.BenchNumbers;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Target;

/**
 * The workloads in the newest PyTorch that the user has, by way of its own language. A trial of
 * ours and a process of it take turns, so that a ratio is of neighbouring moments.
 */
final class PythonPart implements Part {
  private static final int ROUNDS = 3;
  private static final int SECONDS = 4;

  /** Those that the script has. */
  static final ImmutableList<Timed> WORKLOADS =
      ImmutableList.of(
          Workload.W1,
          Workload.W2,
          Workload.W3,
          ModelWorkload.W4,
          ModelWorkload.W5,
          ModelWorkload.W6A,
          ModelWorkload.W6B,
          ModelWorkload.W7);

  private static final ImmutableMap<Timed, Target> TARGETS =
      ImmutableMap.of(
          Workload.W1, Target.W1_OVER_STRONGEST_PYTORCH,
          ModelWorkload.W4, Target.W4_OVER_STRONGEST_PYTORCH,
          ModelWorkload.W5, Target.W5_OVER_STRONGEST_PYTORCH,
          ModelWorkload.W6A, Target.W6A_OVER_STRONGEST_PYTORCH,
          ModelWorkload.W6B, Target.W6B_OVER_STRONGEST_PYTORCH,
          ModelWorkload.W7, Target.W7_OVER_STRONGEST_PYTORCH);

  @Override
  public String name() {
    return "python";
  }

  @Override
  public Measured measure(BenchContext context) {
    BenchTable.Builder table =
        BenchTable.builder(name(), "PyTorch of a Python, one thread")
            .column("workload", "workload")
            .column("version", "PyTorch")
            .column("peerExamplesPerSecond", "its examples/s")
            .column("examplesPerSecond", "ours")
            .column("ratio", "ours over it")
            .column("lowestRatio", "lowest")
            .column("highestRatio", "highest");
    if (context.python().isEmpty()) {
      table.note("There is none; --python names an interpreter that has torch.");
      return new Measured(table.build(), ImmutableList.of());
    }
    TorchPython python = context.python().get();
    ImmutableList<Timed> workloads = context.asked(WORKLOADS);
    BenchSweep sweep =
        context.sweep(
            context.write(
                "bench-python", Json.object(), Axes.withSeeds(context.cases(workloads), ROUNDS)));
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    for (Timed workload : workloads) {
      Rounds rounds = new Rounds();
      for (int round = 1; round <= ROUNDS; round++) {
        double rate = Rates.examplesPerSecond(workload, sweep.run(workload.label(), round));
        double theirs = peerRate(python, workload);
        rounds.add(rate, theirs);
        context.say(
            "%s, round %d of %d: %s examples/s, PyTorch %s"
                .formatted(
                    workload.label(),
                    round,
                    ROUNDS,
                    BenchNumbers.text(rate),
                    BenchNumbers.text(theirs)));
      }
      double ratio = median(rounds.ratios);
      table.row(
          workload.label(),
          python.version(),
          median(rounds.theirs),
          median(rounds.ours),
          ratio,
          rounds.ratios.stream().min(Double::compare).orElseThrow(),
          rounds.ratios.stream().max(Double::compare).orElseThrow());
      if (TARGETS.containsKey(workload)) {
        findings.add(new Finding(TARGETS.get(workload), ratio));
      }
    }
    table.note(
        "Medians of %d rounds of a trial and a process of %d s. %s: %s."
            .formatted(ROUNDS, SECONDS, python.path(), TorchPython.describe()));
    return new Measured(table.build(), findings.build());
  }

  private static double peerRate(TorchPython python, Timed workload) {
    return python
        .read(workload.label(), SECONDS)
        .examplesPerSecond()
        .orElseThrow(() -> new ResultException("the script of PyTorch has no " + workload.label()));
  }

  private static double median(List<Double> values) {
    return Quantiles.median().compute(values);
  }

  /** Rates of one workload, of each round. */
  private static final class Rounds {
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

    void add(double our, double their) {
      ours.add(our);
      theirs.add(their);
      ratios.add(our / their);
    }
  }
}
