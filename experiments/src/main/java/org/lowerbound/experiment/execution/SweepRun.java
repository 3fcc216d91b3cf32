package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableBuilder;
import org.lowerbound.experiment.result.ResultTableJson;
import org.lowerbound.experiment.result.TableTrial;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;

/** Runs the trials of a plan, several side by side, and keeps the sweep's table up to date. */
public final class SweepRun {
  private final SweepPlan plan;
  private final Path folder;
  private final OptionalLong tracedStep;
  private final AtomicBoolean cancelled = new AtomicBoolean();

  /**
   * Prepares to run without traces.
   *
   * @param plan the trials
   * @param out where results are kept, a folder a sweep
   */
  public SweepRun(SweepPlan plan, Path out) {
    this(plan, out, OptionalLong.empty());
  }

  /**
   * Prepares to run.
   *
   * @param plan the trials
   * @param out where results are kept, a folder a sweep
   * @param tracedStep which step of each trial that runs is traced, if any, as {@link
   *     org.lowerbound.training.TraceRequest} counts them
   */
  public SweepRun(SweepPlan plan, Path out, OptionalLong tracedStep) {
    this.plan = plan;
    this.tracedStep = tracedStep;
    this.folder = out.resolve(plan.sweep().name());
  }

  /** Returns the sweep's folder. */
  public Path folder() {
    return folder;
  }

  /** Stops the trials that run, at their next step, and starts no more. */
  public void cancel() {
    cancelled.set(true);
  }

  /** Returns whether the sweep was stopped. */
  public boolean cancelled() {
    return cancelled.get();
  }

  /** Forgets what earlier runs of some trials gave, but for those that another process runs. */
  public void forget(List<PlannedTrial> trials) {
    for (PlannedTrial trial : trials) {
      TrialFolder trialFolder = folderOf(trial);
      try (TrialLock lock = trialFolder.lock().orElse(null)) {
        if (lock != null) {
          trialFolder.clear();
        }
      }
    }
  }

  /** Returns those of some trials that have no result yet, or one by another plug-in. */
  public ImmutableList<PlannedTrial> unfinished(List<PlannedTrial> trials) {
    return trials.stream().filter(trial -> finished(trial).isEmpty()).collect(toImmutableList());
  }

  /** Returns those of some trials whose results are of other versions of their plug-ins. */
  public ImmutableList<PlannedTrial> outdated(List<PlannedTrial> trials) {
    return trials.stream()
        .filter(trial -> folderOf(trial).finished().isPresent() && finished(trial).isEmpty())
        .collect(toImmutableList());
  }

  private Optional<TrialResult> finished(PlannedTrial trial) {
    return folderOf(trial)
        .finished()
        .filter(result -> result.provenance().plugins().equals(trial.plugins()));
  }

  /**
   * Returns why a trial gave no figures, with the place of its log, if it has run and gave none.
   */
  public Optional<String> failure(PlannedTrial trial) {
    return folderOf(trial)
        .result()
        .filter(result -> result.status() != TrialStatus.COMPLETED)
        .map(
            result ->
                "%s %s: %s (see %s)"
                    .formatted(
                        trial.label(),
                        result.status().name().toLowerCase(Locale.ROOT),
                        result.message().orElse("no reason is known"),
                        folderOf(trial).log()));
  }

  /** Returns the file with the trace of a trial, if it has one. */
  public Optional<Path> trace(PlannedTrial trial) {
    return Optional.of(folderOf(trial).trace()).filter(Files::isRegularFile);
  }

  /** Returns the file with the log of a trial, which may not have run. */
  public Path log(PlannedTrial trial) {
    return folderOf(trial).log();
  }

  /** Writes what the sweep is, with everything merged in, and its table as it stands. */
  public void open() {
    AtomicFiles.write(folder.resolve("sweep.json"), Json.print(plan.sweep().toJson()));
    writeTable();
  }

  /**
   * Runs trials.
   *
   * @param jobs how many side by side
   */
  public void run(List<PlannedTrial> trials, int jobs, Progress progress) {
    ExecutorService executor = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (PlannedTrial trial : trials) {
        running.add(executor.submit(() -> runOne(trial, progress)));
      }
      for (Future<?> future : running) {
        await(future);
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private void runOne(PlannedTrial trial, Progress progress) {
    if (cancelled()) {
      return;
    }
    TrialFolder trialFolder = folderOf(trial);
    try (TrialLock lock = trialFolder.lock().orElse(null)) {
      Progress.TrialProgress shown = progress.start(trial.label());
      if (lock == null) {
        shown.finish("another process runs it");
      } else if (finished(trial).isPresent()) {
        shown.finish("another process has run it");
      } else {
        new TrialRun(trial, plan.datasets(), trialFolder, shown, tracedStep, this::cancelled).run();
      }
      writeTable();
    } catch (CancellationException e) {
      // The user asked for it; the trial's checkpoint stays.
    } catch (RuntimeException e) {
      cancel(); // Results cannot be kept: running on would lose them all.
      throw e;
    }
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  /** Returns the sweep's table from the results that there are. */
  public ResultTable table() {
    return builder()
        .build(
            plan.trials().stream()
                .map(
                    trial ->
                        new TableTrial(
                            trial.id(),
                            trial.resolved().trial().overrides(),
                            folderOf(trial).result()))
                .collect(toImmutableList()));
  }

  /** Returns whether any trial has a result. */
  public boolean hasResults() {
    return plan.trials().stream().anyMatch(trial -> status(trial).isPresent());
  }

  /** Returns how a trial ended, if it has. */
  public Optional<TrialStatus> status(PlannedTrial trial) {
    return folderOf(trial).result().map(TrialResult::status);
  }

  /**
   * Checks that the table that the sweep asks for can be made.
   *
   * @throws org.lowerbound.experiment.result.ResultException if not
   */
  public void checkTable() {
    builder()
        .build(
            plan.trials().stream()
                .map(
                    trial ->
                        new TableTrial(
                            trial.id(), trial.resolved().trial().overrides(), Optional.empty()))
                .collect(toImmutableList()));
  }

  private ResultTableBuilder builder() {
    return new ResultTableBuilder(
        plan.sweep().name(),
        plan.sweep().description().orElse(""),
        plan.sweep().table(),
        plan.sweep().published(),
        plan.columns());
  }

  /** Writes the table, once there is a result: an older table is worth more than an empty one. */
  private synchronized void writeTable() {
    if (hasResults()) {
      ResultTableJson.write(folder.resolve("table.json"), table());
    }
  }

  private TrialFolder folderOf(PlannedTrial trial) {
    return new TrialFolder(folder, trial.id());
  }
}
