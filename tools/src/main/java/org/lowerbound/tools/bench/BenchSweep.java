package org.lowerbound.tools.bench;

import com.google.common.collect.ImmutableList;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.SweepRun;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.SweepFile;

/** A sweep whose trials are run in this process, by all that runs them for a user. */
final class BenchSweep {
  private final Workspace workspace;
  private final SweepPlan plan;
  private final SweepRun run;

  /** Reads and checks a sweep, loading its data. */
  BenchSweep(Workspace workspace, BenchData data, Path file) {
    workspace.check();
    this.workspace = workspace;
    Sweep sweep = SweepFile.read(file);
    this.plan = SweepPlan.of(sweep, StandardTypes.withPlugins(), data.source());
    plan.check();
    this.run = new SweepRun(plan, workspace.path("results"));
    run.open();
  }

  private ImmutableList<PlannedTrial> select(String selector) {
    ImmutableList<ResolvedTrial> all =
        plan.trials().stream().map(PlannedTrial::resolved).collect(ImmutableList.toImmutableList());
    List<ResolvedTrial> chosen = Selector.parse(selector).select(all);
    return plan.trials().stream()
        .filter(trial -> chosen.contains(trial.resolved()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns all trials. */
  ImmutableList<PlannedTrial> trials() {
    return plan.trials();
  }

  /**
   * Runs trials, each from its beginning, whatever other trials have done of the same training.
   *
   * @param jobs how many side by side
   * @throws ResultException if one of them does not complete
   */
  ImmutableList<TrialResult> run(List<PlannedTrial> trials, int jobs) {
    workspace.check();
    run.forget(trials);
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Workspace.Registration registration = workspace.register(run::cancel);
    try (Progress progress = ProgressMode.PLAIN.open(trials.size(), jobs, nowhere)) {
      run.run(trials, jobs, progress);
    } finally {
      registration.close();
    }
    workspace.check();
    return trials.stream().map(this::result).collect(ImmutableList.toImmutableList());
  }

  /** Runs the trial of a case with a seed, which has not run yet. */
  TrialResult run(String caseName, int seed) {
    return run(select("case=%s,seed=%d".formatted(caseName, seed)).get(0));
  }

  /** Runs one trial that has not run yet. */
  TrialResult run(PlannedTrial trial) {
    return run(ImmutableList.of(trial), 1).get(0);
  }

  private TrialResult result(PlannedTrial trial) {
    TrialResult result =
        TrialResultJson.read(TrialFiles.folder(run.folder(), trial.id()).resolve("result.json"));
    if (result.status() != TrialStatus.COMPLETED) {
      throw new ResultException(
          "the trial %s did not complete: %s"
              .formatted(trial.label(), result.message().orElse("no reason is known")));
    }
    return result;
  }
}
