package org.lowerbound.tools.bench;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Target;

/** What a second job is worth. */
final class JobsPart implements Part {
  private static final int ROUNDS = 3;
  private static final int TRIALS = 4;
  private static final int STEPS = 600;
  private static final double SECONDS_PER_HOUR = 3600;

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public Measured measure(BenchContext context) {
    BenchSweep sweep =
        context.sweep(
            context.write(
                "bench-jobs", Axes.steps(STEPS), Axes.withSeeds(Axes.none(), 2 * ROUNDS * TRIALS)));
    BenchTable.Builder table =
        BenchTable.builder(name(), "Trials of %d steps of W1 side by side".formatted(STEPS))
            .column("round", "round")
            .column("oneJobTrialsPerHour", "one job, trials/h")
            .column("twoJobsTrialsPerHour", "two jobs, trials/h")
            .column("ratio", "ratio");
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      context.say("one job and two, round %d of %d".formatted(round + 1, ROUNDS));
      List<PlannedTrial> trials =
          sweep.trials().subList(2 * round * TRIALS, 2 * (round + 1) * TRIALS);
      double one = trialsPerHour(sweep, trials.subList(0, TRIALS), 1);
      double two = trialsPerHour(sweep, trials.subList(TRIALS, 2 * TRIALS), 2);
      ratios.add(two / one);
      table.row(Integer.toString(round + 1), one, two, two / one);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    double median = Quantiles.median().compute(ratios);
    table.note("Whole trials: graph, training, checkpoint and table; the data are loaded before.");
    if (cores < 2) {
      table.note("This machine has one core: there is no target for two jobs.");
      return new Measured(table.build(), ImmutableList.of());
    }
    return new Measured(table.build(), ImmutableList.of(new Finding(Target.TWO_JOBS, median)));
  }

  private static double trialsPerHour(BenchSweep sweep, List<PlannedTrial> trials, int jobs) {
    Stopwatch watch = Stopwatch.createStarted();
    sweep.run(trials, jobs);
    return trials.size() * SECONDS_PER_HOUR / (watch.elapsed().toNanos() / 1e9);
  }
}
