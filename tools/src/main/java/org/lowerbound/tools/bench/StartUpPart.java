package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.math.Quantiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Target;

/** How long after the command the first step of a training is done, by the trial's own log. */
final class StartUpPart implements Part {
  private static final int ROUNDS = 3;
  private static final ImmutableList<Workload> WORKLOADS = ImmutableList.copyOf(Workload.values());
  private static final Duration INTERVAL = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "start-up";
  }

  @Override
  public Measured measure(BenchContext context) {
    BenchTable.Builder table =
        BenchTable.builder(name(), "From the command to the first step")
            .column("run", "run")
            .column("seconds", "seconds");
    List<Double> seconds = new ArrayList<>();
    for (int round = 1; round <= ROUNDS; round++) {
      context.say("start-up, run %d of %d".formatted(round, ROUNDS));
      double now = firstStep(context);
      seconds.add(now);
      table.row(Integer.toString(round), now);
    }
    double median = Quantiles.median().compute(seconds);
    table.row("median", median);
    table.note(
        "W9: the runner in a process of its own, on W1 of the sweep of W1 to W3 (--only case=W1).");
    return new Measured(table.build(), ImmutableList.of(new Finding(Target.FIRST_STEP, median)));
  }

  private static double firstStep(BenchContext context) {
    Path sweep = context.write("bench-start-up", Json.object(), context.cases(WORKLOADS));
    Path out = context.workspace().path("results");
    TrialOutput output = new TrialOutput(out);
    try (ChildProcess runner =
        context.runner(ImmutableList.of(), sweep, out, 1, "--only", "case=W1")) {
      runner.watch(INTERVAL, LIMIT, () -> output.firstStep().isPresent());
      Instant done =
          output.firstStep().orElseThrow(() -> runner.failure("ended without a first step"));
      return Duration.between(runner.startedAt(), done).toMillis() / 1e3;
    }
  }
}
