package org.lowerbound.experiment.execution;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.execution.SweepOrigins.Need;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.ResultTableBuilder;
import org.lowerbound.experiment.result.RunCommand;
import org.lowerbound.experiment.result.TableTrial;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.tensorboard.SweepEvents;
import org.lowerbound.experiment.watch.SweepWatcher;
import org.lowerbound.experiment.watch.WatchedTrial;
import org.lowerbound.file.WholeFiles;

/** Runs the trials of a plan, several side by side, and keeps the sweep's table up to date. */
public final class SweepRun {
  private final SweepPlan plan;
  private final Path folder;
  private final Trainings trainings;
  private final Results results;
  private final TableFile tableFile;
  private final OptionalLong tracedStep;
  private final Optional<RunCommand> command;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Set<String> fresh = new HashSet<>();

  /**
   * Prepares to run without traces, by no command.
   *
   * @param plan the trials
   * @param out where results are kept, a folder a sweep
   */
  public SweepRun(SweepPlan plan, Path out) {
    this(plan, out, OptionalLong.empty(), Optional.empty());
  }

  /**
   * Prepares to run.
   *
   * @param plan the trials
   * @param out where results are kept, a folder a sweep
   * @param tracedStep which step of each trial that runs is traced, if any, as {@link
   *     org.lowerbound.training.TraceRequest} counts them
   * @param command what runs the trials, for their provenance
   */
  public SweepRun(SweepPlan plan, Path out, OptionalLong tracedStep, Optional<RunCommand> command) {
    this.plan = plan;
    this.command = command;
    this.tracedStep = tracedStep;
    this.folder = out.resolve(plan.sweep().name());
    this.trainings = new Trainings(out);
    this.results = new Results(folder, plan);
    this.tableFile = new TableFile(folder.resolve("table.json"), this::table);
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

  /** Has some trials run again from the beginning; their results stay until there are new ones. */
  public void forget(List<PlannedTrial> trials) {
    trials.forEach(trial -> fresh.add(trial.id()));
  }

  /** Returns those of some trials that are to run. */
  public ImmutableList<PlannedTrial> unfinished(List<PlannedTrial> trials) {
    return trials.stream()
        .filter(trial -> fresh.contains(trial.id()) || !results.finished(trial))
        .collect(toImmutableList());
  }

  /** Returns why results that are there are not taken, by the label of their trial. */
  public ImmutableMap<String, String> objections(List<PlannedTrial> trials) {
    ImmutableMap.Builder<String, String> objections = ImmutableMap.builder();
    for (PlannedTrial trial : trials) {
      results.objection(trial).ifPresent(reason -> objections.put(trial.label(), reason));
    }
    return objections.buildKeepingLast();
  }

  /** Returns the number of those trials whose results another build of Lowerbound made. */
  public long byAnotherBuild(List<PlannedTrial> trials) {
    BuildInfo build = BuildInfo.current();
    return trials.stream()
        .flatMap(trial -> results.of(trial).stream())
        .filter(result -> !result.provenance().build().equals(build))
        .count();
  }

  /**
   * Returns what is wrong if some trials run without others: those that they start from neither
   * have completed nor run.
   */
  public Optional<String> missingOrigin(List<PlannedTrial> trials) {
    ImmutableMap<String, PlannedTrial> byId = Maps.uniqueIndex(plan.trials(), PlannedTrial::id);
    Set<String> chosen = trials.stream().map(PlannedTrial::id).collect(Collectors.toSet());
    return unfinished(trials).stream()
        .flatMap(
            trial ->
                trial.originsInSweep().stream()
                    .filter(id -> !chosen.contains(id))
                    .map(byId::get)
                    .filter(origin -> !results.finished(origin))
                    .filter(origin -> !TrialQueue.isRunning(results, origin))
                    .map(
                        origin ->
                            "%s %s %s, which has not completed and is not chosen to run:"
                                    .formatted(
                                        trial.label(),
                                        trial
                                                .origin(Need.SAMPLES)
                                                .flatMap(InitOrigin::inSweep)
                                                .filter(origin.id()::equals)
                                                .isPresent()
                                            ? "trains on samples of"
                                            : "starts from",
                                        origin.label())
                                + " --only %s runs it".formatted(origin.id())))
        .findFirst();
  }

  /** Returns the number of those trials that run last and alone, as they ended a process before. */
  public int suspicious(List<PlannedTrial> trials) {
    return TrialQueue.suspects(results, trials).size();
  }

  /**
   * Returns why a trial gave no numbers, with the place of its log, if it has run and gave none.
   */
  public Optional<String> failure(PlannedTrial trial) {
    return results
        .of(trial)
        .filter(result -> result.status() != TrialStatus.COMPLETED)
        .map(
            result ->
                "%s %s: %s (see %s)"
                    .formatted(
                        trial.label(),
                        result.status().name().toLowerCase(Locale.ROOT),
                        result.message().orElse("no reason is known"),
                        log(trial)));
  }

  /** Returns the file with the trace of a trial, if it has one. */
  public Optional<Path> trace(PlannedTrial trial) {
    return Optional.of(results.folderOf(trial).trace()).filter(Files::isRegularFile);
  }

  /** Returns the file with the log of a trial, which may not have run. */
  public Path log(PlannedTrial trial) {
    return results.folderOf(trial).log();
  }

  /** Writes what the sweep is, with everything merged in, and its table as it stands. */
  public void open() {
    removeLeftovers();
    AtomicFiles.write(folder.resolve("sweep.json"), Json.print(plan.sweep().toJson()));
    writeEvents();
    writeTable();
  }

  private void writeEvents() {
    SweepEvents events = new SweepEvents();
    plan.trials()
        .forEach(
            trial -> events.add(trial.resolved().trial().overrides(), trial.resolved().config()));
    events.write(
        folder,
        plan.sweep().name(),
        plan.sweep().description().orElse(""),
        plan.columns(ResultTableBuilder.measured(results.forTable())));
  }

  /** Half-written tables of a process that was killed, unless another process is at work here. */
  private void removeLeftovers() {
    boolean atWork =
        plan.trials().stream()
            .filter(trial -> results.folderOf(trial).marker().suspicious())
            .anyMatch(trial -> TrialQueue.isRunning(results, trial));
    if (!atWork && Files.isDirectory(folder)) {
      try {
        WholeFiles.removeLeftovers(folder);
      } catch (IOException e) {
        throw new ResultException("cannot clear up " + folder + ": " + WholeFiles.reason(e), e);
      }
    }
  }

  /** Tells a watcher of those of some trials that are finished. */
  public void tellFinished(List<PlannedTrial> trials, SweepWatcher watcher) {
    for (PlannedTrial trial : trials) {
      if (!fresh.contains(trial.id()) && results.finished(trial)) {
        WatchedTrial watched = trial.watched(results.folderOf(trial).path(), Instant.now(), false);
        results.of(trial).ifPresent(watcher.watch(watched)::ended);
      }
    }
  }

  /**
   * Runs trials of a plan that is checked, and waits for those that another process runs.
   *
   * @param jobs how many side by side
   */
  public void run(List<PlannedTrial> trials, int jobs, Progress progress) {
    run(trials, jobs, progress, SweepWatcher.NONE);
  }

  /**
   * Does the same, and lets somebody watch.
   *
   * @param watcher hears how the trials go on; the caller closes it
   */
  public void run(List<PlannedTrial> trials, int jobs, Progress progress, SweepWatcher watcher) {
    run(trials, jobs, progress, watcher, Optional.empty());
  }

  /**
   * Does the same, wherever trials are to run.
   *
   * @param elsewhere runs single trials, and is closed by the caller; without, threads of this
   *     process do
   */
  public void run(
      List<PlannedTrial> trials,
      int jobs,
      Progress progress,
      SweepWatcher watcher,
      Optional<TrialExecutor> elsewhere) {
    TrialExecutor executor = elsewhere.orElseGet(() -> new TrialThreads(context()));
    TrialQueue queue =
        new TrialQueue(
            trials,
            results,
            !executor.elsewhere(),
            this::cancelled,
            () -> progress.message("waiting for trials that another process runs"));
    Work work =
        new Work(
            queue,
            executor,
            progress,
            watcher,
            new TrialRequest.Settings(jobs, command, tracedStep));
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        workers.add(threads.submit(() -> work(work)));
      }
      workers.forEach(SweepRun::await);
    } finally {
      threads.shutdownNow();
      writeTable();
    }
    watcher.tabled(folder);
  }

  private RunContext context() {
    return new RunContext(plan.datasets(), plan.originReader());
  }

  /** What the threads of a run share. */
  private record Work(
      TrialQueue queue,
      TrialExecutor executor,
      Progress progress,
      SweepWatcher watcher,
      TrialRequest.Settings settings) {}

  private void work(Work work) {
    TrialQueue queue = work.queue();
    try {
      Optional<TrialQueue.Claim> claim = queue.next();
      while (claim.isPresent()) {
        boolean ran = true;
        try {
          ran = runOne(claim.get().trial(), work);
        } finally {
          if (ran) {
            queue.done(claim.get());
          } else {
            queue.back(claim.get());
          }
        }
        claim = queue.next();
      }
    } catch (CancellationException e) {
      // The user asked for it; the trial's checkpoint stays.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      cancel(); // Results cannot be kept: running on would lose them all.
      throw e;
    }
  }

  /** Returns whether the trial is done; else somebody else runs it. */
  private boolean runOne(PlannedTrial trial, Work work) throws InterruptedException {
    Progress.TrialProgress shown = work.progress().start(trial.label());
    boolean again = fresh.contains(trial.id());
    results.refresh(trial); // Another process may have had it in between.
    if (!again && results.finished(trial)) {
      shown.finish("another process has run it");
    } else {
      TrialRequest request =
          new TrialRequest(
              trial,
              plan.originConfigs(trial),
              folder,
              again,
              results.objection(trial),
              Optional.of(plan.metricColumns(trial).measure()),
              trainings,
              work.settings());
      TrialAudience audience =
          new TrialAudience(shown, work.watcher(), work.progress()::message, this::cancelled);
      Optional<TrialResult> result = run(request, audience, work.executor());
      if (result.isEmpty()) {
        shown.stop();
        return false;
      }
      results.put(trial, result.get());
      trainings.add(request.folder(), result.get());
    }
    tableFile.update();
    return true;
  }

  private Optional<TrialResult> run(
      TrialRequest request, TrialAudience audience, TrialExecutor executor)
      throws InterruptedException {
    try {
      return executor.run(request, audience);
    } catch (LostTrialException e) {
      // Nobody else takes the trial meanwhile: what ran it is gone, and with it the lock.
      try (TrialLock lock = request.folder().lock().orElse(null)) {
        return lock == null
            ? Optional.empty()
            : Optional.of(new TrialRun(request, context(), audience).lost(e.getMessage()));
      }
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
    ImmutableList<TableTrial> trials = results.forTable();
    return plan.tableBuilder(ResultTableBuilder.measured(trials))
        .build(trials)
        .madeBy(command, plan.configHash());
  }

  /** Returns whether any trial has a result. */
  public boolean hasResults() {
    return plan.trials().stream().anyMatch(trial -> status(trial).isPresent());
  }

  /** Returns how a trial ended, if it has. */
  public Optional<TrialStatus> status(PlannedTrial trial) {
    return results.of(trial).map(TrialResult::status);
  }

  /**
   * Checks that the table that the sweep asks for can be made.
   *
   * @throws org.lowerbound.experiment.result.ResultException if not
   */
  public void checkTable() {
    plan.tableWithoutResults();
  }

  /** Writes the table, once there is a result: an older table is worth more than an empty one. */
  private void writeTable() {
    plan.trials().stream()
        .filter(trial -> !results.finished(trial))
        .forEach(results::refresh); // By another process, perhaps.
    if (hasResults()) {
      tableFile.write();
    }
  }
}
