package org.lowerbound.tools.bench;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.tools.bench.report.BenchTable;
import org.lowerbound.tools.bench.report.Finding;
import org.lowerbound.tools.bench.report.Target;

/** What an example costs as batches and draws grow, and a trial as sweeps do. */
final class GrowthPart implements Part {
  private static final int ROUNDS = 2;
  private static final int STEPS_OF_TRIALS = 200;
  private static final ImmutableList<Integer> SWEEPS = ImmutableList.of(1, 2, 4);

  /** The batches first, then the draws, which begin where the batches did. */
  private static final ImmutableList<Setting> SETTINGS =
      ImmutableList.of(
          new Setting(20, 1, 800),
          new Setting(100, 1, 300),
          new Setting(500, 1, 60),
          new Setting(20, 5, 300),
          new Setting(20, 50, 50));

  private static final ImmutableList<Integer> BATCHES = ImmutableList.of(0, 1, 2);
  private static final ImmutableList<Integer> DRAWS = ImmutableList.of(0, 3, 4);

  /** One setting and how many steps take about a second. */
  private record Setting(int batch, int draws, int steps) {
    String label() {
      return "B=%d K=%d".formatted(batch, draws);
    }

    ObjectNode overrides() {
      ObjectNode trial = Json.object();
      trial.putObject("training").put("batchSize", batch).put("steps", steps);
      if (draws > 1) {
        trial.putObject("objective").put("type", "iwae").put("samples", draws);
      }
      return trial;
    }
  }

  @Override
  public String name() {
    return "growth";
  }

  @Override
  public Measured measure(BenchContext context) {
    BenchTable.Builder table =
        BenchTable.builder(name(), "Cost as things grow")
            .column("setting", "setting")
            .column("perExampleMicroseconds", "an example, µs")
            .column("perDrawMicroseconds", "an example and draw, µs")
            .column("perTrialSeconds", "a trial, s");
    double[] perExample = examples(context);
    for (int i = 0; i < SETTINGS.size(); i++) {
      table.row(SETTINGS.get(i).label(), perExample[i], perDraw(perExample, i), "");
    }
    double[] perTrial = trials(context);
    for (int i = 0; i < SWEEPS.size(); i++) {
      table.row("trials=" + SWEEPS.get(i), "", "", perTrial[i]);
    }
    table.note(
        "B examples a step, K draws each (IWAE from K = 5 on); the better of %d trials of about a second, without the first step. Sweeps of %d steps a trial, one job."
            .formatted(ROUNDS, STEPS_OF_TRIALS));
    return new Measured(
        table.build(),
        ImmutableList.of(
            new Finding(
                Target.BATCH_GROWTH,
                worst(BATCHES.stream().mapToDouble(i -> perExample[i]).toArray())),
            new Finding(
                Target.DRAWS_GROWTH,
                worst(DRAWS.stream().mapToDouble(i -> perDraw(perExample, i)).toArray())),
            new Finding(Target.TRIALS_GROWTH, worst(perTrial))));
  }

  private static double perDraw(double[] perExample, int setting) {
    return perExample[setting] / SETTINGS.get(setting).draws();
  }

  /** Returns the largest ratio of a cost to the one before it. */
  static double worst(double... costs) {
    double worst = 0;
    for (int i = 1; i < costs.length; i++) {
      worst = Math.max(worst, costs[i] / costs[i - 1]);
    }
    return worst;
  }

  private static double[] examples(BenchContext context) {
    ArrayNode axes = Axes.none();
    ObjectNode cases = axes.addObject().putObject("cases");
    SETTINGS.forEach(setting -> cases.set(setting.label(), setting.overrides()));
    BenchSweep sweep =
        context.sweep(context.write("bench-growth", Json.object(), Axes.withSeeds(axes, ROUNDS)));
    double[] costs = new double[SETTINGS.size()];
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    for (int seed = 1; seed <= ROUNDS; seed++) {
      for (int i = 0; i < costs.length; i++) {
        Setting setting = SETTINGS.get(i);
        context.say("growth, %s, trial %d of %d".formatted(setting.label(), seed, ROUNDS));
        double rate = Rates.trained(setting.batch(), sweep.run(setting.label(), seed));
        costs[i] = Math.min(costs[i], 1e6 / rate);
      }
    }
    return costs;
  }

  private static double[] trials(BenchContext context) {
    int all = SWEEPS.stream().mapToInt(Integer::intValue).sum();
    BenchSweep sweep =
        context.sweep(
            context.write(
                "bench-trials", Axes.steps(STEPS_OF_TRIALS), Axes.withSeeds(Axes.none(), all)));
    ImmutableList<PlannedTrial> trials = sweep.trials();
    double[] costs = new double[SWEEPS.size()];
    int next = 0;
    for (int i = 0; i < costs.length; i++) {
      int count = SWEEPS.get(i);
      context.say("growth, a sweep of %d".formatted(count));
      ImmutableList<PlannedTrial> chosen =
          trials.stream().skip(next).limit(count).collect(toImmutableList());
      Stopwatch watch = Stopwatch.createStarted();
      sweep.run(chosen, 1);
      costs[i] = watch.elapsed().toNanos() / 1e9 / count;
      next += count;
    }
    return costs;
  }
}
