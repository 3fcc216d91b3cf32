package org.lowerbound.experiment;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.data.source.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.FilePaths;
import org.lowerbound.experiment.console.Terminal;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.MemoryShare;
import org.lowerbound.experiment.execution.PlanProgress;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.SweepRun;
import org.lowerbound.experiment.execution.TrialExecutor;
import org.lowerbound.experiment.mlflow.Mlflow;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TextGrid;
import org.lowerbound.experiment.result.TextTable;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.Overrides;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.experiment.sweep.Shard;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.experiment.watch.SweepWatcher;
import org.lowerbound.memory.MachineMemory;

/** The one command there is: checks a sweep, runs what is left of it, shows its table. */
final class SweepCommand {
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(5);

  private final RunnerArguments parsed;
  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  SweepCommand(
      RunnerArguments parsed, PrintStream out, PrintStream err, Map<String, String> environment) {
    this.parsed = parsed;
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  /**
   * Runs the sweep.
   *
   * @return the exit status
   * @throws ConfigException if the arguments or the sweep are wrong
   * @throws org.lowerbound.data.source.DataException if data cannot be had
   * @throws org.lowerbound.experiment.result.ResultException if results cannot be kept
   */
  int run() {
    ProgressMode mode = progressMode(parsed.progress);
    ExecutorChoice executor = ExecutorChoice.of(parsed);
    Optional<Shard> shard = Optional.ofNullable(parsed.shard).map(Shard::parse);
    Optional<Selector> selector = Optional.ofNullable(parsed.only).map(Selector::parse);
    Path results = FilePaths.of("--out", parsed.out);
    Optional<Mlflow> mlflow =
        Optional.ofNullable(parsed.mlflow).map(place -> Mlflow.at(place, environment));
    Path file = SweepFile.find(parsed.sweep, Path.of(""));
    Sweep sweep =
        SweepFile.read(file)
            .with(Overrides.parse(Optional.ofNullable(parsed.set).orElse(List.of())));
    MachineMemory machine = MachineMemory.here();
    SweepPlan plan;
    ImmutableList<PlannedTrial> chosen;
    try {
      plan = planWhileTensorFlowStarts(sweep, machine, mode);
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
    ImmutableList<PlannedTrial> asked = choose(plan, selector, shard);
    try {
      chosen = plan.check(asked, machine, telling("checking: %d of %d trials", mode));
    } catch (ConfigException e) {
      throw e.within(file.toString());
    }
    if (!plan.columnsTakenAway().isEmpty()) {
      err.printf(
          "the table leaves out %s, which --set evaluation has taken away%n",
          String.join(", ", plan.columnsTakenAway()));
    }
    plan.sortTakenAway()
        .ifPresent(
            column ->
                err.printf(
                    "the table is not sorted by %s, which --set evaluation has taken away%n",
                    column));
    ImmutableSet<String> plugins =
        plan.trials().stream()
            .flatMap(trial -> trial.plugins().keySet().stream())
            .collect(ImmutableSet.toImmutableSet());
    SweepRun run =
        new SweepRun(
            plan,
            results,
            parsed.tracedStep(),
            Optional.of(CommandRecord.of(parsed, file, plugins)));
    try {
      run.checkTable();
    } catch (ResultException e) {
      throw ConfigException.at(file.toString(), e.getMessage());
    }
    if (parsed.fresh) {
      run.forget(chosen);
    }
    run.missingOrigin(chosen)
        .ifPresent(
            problem -> {
              throw new ConfigException(problem);
            });
    if (parsed.dryRun) {
      list(run, chosen);
      plan.datasets(chosen).stream().map(DatasetSummary::of).forEach(out::print);
      jobs(chosen, memory(plan, chosen, machine, executor));
      return Runner.OK;
    }
    StopSignal signal =
        StopSignal.onEnd(
            run::cancel, "each trial ends the step it is in, then its state is saved", err);
    try {
      return run(run, sweep, plan, chosen, machine, mode, mlflow, executor);
    } finally {
      signal.done();
    }
  }

  private int run(
      SweepRun run,
      Sweep sweep,
      SweepPlan plan,
      ImmutableList<PlannedTrial> chosen,
      MachineMemory machine,
      ProgressMode mode,
      Optional<Mlflow> mlflow,
      ExecutorChoice choice) {
    boolean tracing = parsed.tracedStep().isPresent();
    run.open();
    ImmutableList<PlannedTrial> unfinished = run.unfinished(chosen);
    int jobs = jobs(unfinished, memory(plan, unfinished, machine, choice));
    err.printf(
        "%s: %d of %d trials to run, %d at a time; results in %s%n",
        sweep.name(), unfinished.size(), plan.trials().size(), jobs, run.folder());
    new EarlierRuns(run, chosen, unfinished, err).print(parsed.fresh, tracing);
    try (Progress progress = mode.open(unfinished.size(), jobs, err);
        SweepWatcher watcher = watcher(mlflow, sweep, mode, progress)) {
      run.tellFinished(chosen, watcher);
      Optional<TrialExecutor> executor =
          choice.open(run.folder(), machine, jobs, dataFolder(), out);
      try {
        run.run(unfinished, jobs, progress, watcher, executor);
      } finally {
        executor.ifPresent(TrialExecutor::close);
      }
    }
    if (run.hasResults()) {
      PrintStream shown = choice.takesOutput() ? err : out;
      shown.println();
      shown.print(textTable().render(run.table()));
    }
    if (tracing) {
      new TraceReport(run, err).print(unfinished);
    }
    chosen.stream().map(run::failure).flatMap(Optional::stream).forEach(err::println);
    if (run.hasResults()) {
      ImmutableList<String> figures =
          plan.trials().stream()
              .flatMap(trial -> trial.spec().evaluation().figureNames().stream())
              .distinct()
              .collect(ImmutableList.toImmutableList());
      new NextSteps(run.folder(), figures, err).print();
    }
    if (run.cancelled()) {
      err.println("stopped; the same command goes on from here");
      return Runner.INTERRUPTED;
    }
    boolean allCompleted =
        chosen.stream()
            .allMatch(trial -> run.status(trial).equals(Optional.of(TrialStatus.COMPLETED)));
    return allCompleted ? Runner.OK : Runner.SOME_TRIAL_FAILED;
  }

  /** What does not arrive is told whatever the progress. */
  private SweepWatcher watcher(
      Optional<Mlflow> mlflow, Sweep sweep, ProgressMode mode, Progress progress) {
    return mlflow
        .map(
            place ->
                place.open(
                    sweep.name(), mode == ProgressMode.NONE ? err::println : progress::message))
        .orElse(SweepWatcher.NONE);
  }

  /**
   * Returns how many trials run side by side, and says what may need more memory than there is.
   * More than fit run only if they are asked for.
   */
  private int jobs(ImmutableList<PlannedTrial> trials, Optional<MemoryShare> share) {
    int wanted =
        Optional.ofNullable(parsed.jobs).orElse(Runtime.getRuntime().availableProcessors());
    int most = Math.max(1, Math.min(trials.size(), wanted));
    return share.map(memory -> jobs(most, memory)).orElse(most);
  }

  private int jobs(int most, MemoryShare memory) {
    memory.warnings().forEach(err::println);
    int fitting = memory.fitting(most);
    memory
        .warning(most)
        .ifPresent(
            warning ->
                err.printf(
                    parsed.jobs == null ? "%s: %d at a time%n" : "%s; --jobs %d takes less%n",
                    warning,
                    fitting));
    return parsed.jobs == null ? fitting : most;
  }

  /** Says now and then how far a plan is, for sweeps that take long to check. */
  private PlanProgress telling(String words, ProgressMode mode) {
    Stopwatch sinceLast = Stopwatch.createStarted();
    return (done, total) -> {
      if (mode != ProgressMode.NONE
          && done < total
          && sinceLast.elapsed().compareTo(BETWEEN_CHECKS) >= 0) {
        sinceLast.reset().start();
        err.println(words.formatted(done, total));
      }
    };
  }

  /** Each takes about as long as the other. Nothing is written before both are done. */
  private SweepPlan planWhileTensorFlowStarts(
      Sweep sweep, MachineMemory machine, ProgressMode mode) {
    TensorFlowStart started = new TensorFlowStart(machine);
    try {
      return SweepPlan.of(
          sweep,
          StandardTypes.withPlugins(),
          data(),
          telling("reading the trials: %d of %d", mode));
    } finally {
      started.await();
    }
  }

  private static ImmutableList<PlannedTrial> choose(
      SweepPlan plan, Optional<Selector> selector, Optional<Shard> shard) {
    Map<String, PlannedTrial> byId = Maps.uniqueIndex(plan.trials(), PlannedTrial::id);
    List<ResolvedTrial> resolved = plan.trials().stream().map(PlannedTrial::resolved).toList();
    ImmutableList<PlannedTrial> chosen =
        selector
            .map(selects -> selects.select(resolved))
            .orElse(ImmutableList.copyOf(resolved))
            .stream()
            .map(trial -> byId.get(trial.id()))
            .collect(ImmutableList.toImmutableList());
    return shard.map(share -> share.select(chosen, plan::firstIndex)).orElse(chosen);
  }

  private void list(SweepRun run, ImmutableList<PlannedTrial> trials) {
    for (PlannedTrial trial : trials) {
      out.printf(
          "#%d  %s  %-9s  %s%s%s%n",
          trial.resolved().trial().index(),
          trial.id(),
          run.status(trial).map(s -> s.name().toLowerCase(Locale.ROOT)).orElse("to run"),
          trial.label(),
          trial.originName().map(name -> "  (starts from %s)".formatted(name)).orElse(""),
          trial.samplesName().map(name -> "  (on samples of %s)".formatted(name)).orElse(""));
    }
    out.printf(
        "%d %s; everything checked, nothing run%n",
        trials.size(), trials.size() == 1 ? "trial" : "trials");
  }

  /** Returns what trials take of this machine's memory, if they run on it. */
  private static Optional<MemoryShare> memory(
      SweepPlan plan,
      ImmutableList<PlannedTrial> trials,
      MachineMemory machine,
      ExecutorChoice choice) {
    if (choice.elsewhere()) {
      return Optional.empty();
    }
    MemoryShare share = plan.memory(trials, machine);
    return Optional.of(choice.processes() ? share.inProcesses() : share);
  }

  private DataSource data() {
    return DataPlaces.source(
        Optional.ofNullable(parsed.data), environment, new DownloadProgress(err));
  }

  private Optional<Path> dataFolder() {
    return DataPlaces.directory(Optional.ofNullable(parsed.data), environment);
  }

  private static ProgressMode progressMode(String text) {
    return Stream.of(ProgressMode.values())
        .filter(mode -> mode.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigException(
                    "--progress must be auto, bar, plain or none but is '%s'".formatted(text)));
  }

  /** A pipe gets the whole width; who has set NO_COLOR, no bold either. */
  private TextTable textTable() {
    boolean looking = Terminal.isOutput();
    return new TextTable(
        new TextGrid(
            Terminal.outputShows("±↑↓…"),
            looking && environment.getOrDefault("NO_COLOR", "").isEmpty(),
            looking ? Terminal.outputSize().columns() : Integer.MAX_VALUE));
  }
}
