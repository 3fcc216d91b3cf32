package org.lowerbound.experiment;

import com.beust.jcommander.JCommander;
import com.beust.jcommander.ParameterException;
import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.lowerbound.data.DataException;
import org.lowerbound.data.DataSource;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.NearestNames;
import org.lowerbound.experiment.console.NativeLog;
import org.lowerbound.experiment.console.Terminal;
import org.lowerbound.experiment.definition.StandardTypes;
import org.lowerbound.experiment.execution.PlannedTrial;
import org.lowerbound.experiment.execution.SweepPlan;
import org.lowerbound.experiment.execution.SweepRun;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.progress.ProgressMode;
import org.lowerbound.experiment.result.AtomicFiles;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TextTable;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.sweep.Overrides;
import org.lowerbound.experiment.sweep.ResolvedTrial;
import org.lowerbound.experiment.sweep.Selector;
import org.lowerbound.experiment.sweep.Shard;
import org.lowerbound.experiment.sweep.Sweep;
import org.lowerbound.experiment.sweep.SweepFile;
import org.lowerbound.training.TensorFlowRuntime;

/**
 * The command line of {@code runner.jar}. Progress and messages go to standard error, the table to
 * standard output.
 */
public final class Runner {
  /** All trials completed. */
  static final int OK = 0;

  /** Some trial failed or diverged; the others ran. */
  static final int SOME_TRIAL_FAILED = 1;

  /** The command line, the configuration or the data is wrong. */
  static final int USAGE = 2;

  /** What a shell reports of a program that was stopped with Ctrl-C. */
  static final int INTERRUPTED = 130;

  private static final int SECONDS_TO_STOP = 20;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  Runner(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  /** Runs a sweep and ends the process with its status. */
  public static void main(String[] arguments) {
    System.exit(new Runner(System.out, System.err, System.getenv()).run(arguments));
  }

  /** Returns the exit status. */
  int run(String... arguments) {
    RunnerArguments parsed = new RunnerArguments();
    JCommander commander =
        JCommander.newBuilder().addObject(parsed).programName("java -jar runner.jar").build();
    try {
      commander.parse(arguments);
      if (parsed.help) {
        StringBuilder usage = new StringBuilder();
        commander.getUsageFormatter().usage(usage);
        out.print(usage);
        return OK;
      }
      if (parsed.version) {
        BuildInfo build = BuildInfo.current();
        out.printf("lowerbound %s (%s)%n", build.version(), build.commit());
        return OK;
      }
      checkUsage(parsed, commander);
      return sweep(parsed);
    } catch (ParameterException | ConfigException | DataException | ResultException e) {
      err.println(e.getMessage());
      return USAGE;
    } catch (RuntimeException | Error e) {
      return unexpected(e, Path.of(parsed.out));
    }
  }

  private static void checkUsage(RunnerArguments parsed, JCommander commander) {
    if (!parsed.rest.isEmpty()) {
      String unknown = parsed.rest.get(0);
      List<String> known =
          commander.getParameters().stream()
              .flatMap(parameter -> Arrays.stream(parameter.getParameter().names()))
              .toList();
      throw new ConfigException(
          "unknown argument '%s'%s"
              .formatted(unknown, NearestNames.didYouMean(unknown, known, "see --help")));
    }
    if (parsed.sweep == null) {
      throw new ConfigException("--sweep FILE is missing, e.g. --sweep beta.json; see --help");
    }
    if (parsed.jobs != null && parsed.jobs < 1) {
      throw new ConfigException("--jobs must be at least 1 but is " + parsed.jobs);
    }
  }

  private int sweep(RunnerArguments parsed) {
    ProgressMode mode = progressMode(parsed.progress);
    Optional<Shard> shard = Optional.ofNullable(parsed.shard).map(Shard::parse);
    Optional<Selector> selector = Optional.ofNullable(parsed.only).map(Selector::parse);
    Sweep sweep =
        SweepFile.read(SweepFile.find(parsed.sweep, Path.of(""))).with(Overrides.parse(parsed.set));
    SweepPlan plan = SweepPlan.of(sweep, StandardTypes.withPlugins(), dataSource(parsed));
    ImmutableList<PlannedTrial> chosen = choose(plan, selector, shard);
    SweepRun run = new SweepRun(plan, Path.of(parsed.out));
    run.checkTable();
    NativeLog.quietly(TensorFlowRuntime::start);
    plan.check();
    if (parsed.dryRun) {
      list(run, chosen);
      return OK;
    }
    run.open();
    if (parsed.fresh) {
      run.forget(chosen);
    }
    ImmutableList<PlannedTrial> unfinished = run.unfinished(chosen);
    int jobs =
        Math.max(
            1,
            Math.min(
                unfinished.size(),
                Optional.ofNullable(parsed.jobs)
                    .orElse(Runtime.getRuntime().availableProcessors())));
    err.printf(
        "%s: %d of %d trials to run, %d at a time; results in %s%n",
        sweep.name(), unfinished.size(), plan.trials().size(), jobs, run.folder());
    execute(run, unfinished, jobs, mode);
    out.println();
    out.print(new TextTable(canShow("±↑↓"), Terminal.isOutput()).render(run.table()));
    if (run.cancelled()) {
      err.println("stopped; the same command goes on from here");
      return INTERRUPTED;
    }
    boolean allCompleted =
        chosen.stream()
            .allMatch(trial -> run.status(trial).equals(Optional.of(TrialStatus.COMPLETED)));
    return allCompleted ? OK : SOME_TRIAL_FAILED;
  }

  /** Runs trials; Ctrl-C stops them in order and still shows the table. */
  private void execute(
      SweepRun run, ImmutableList<PlannedTrial> trials, int jobs, ProgressMode mode) {
    CountDownLatch done = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              run.cancel();
              await(done);
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try (Progress progress = mode.open(trials.size(), jobs, err)) {
      run.run(trials, jobs, progress);
    } finally {
      done.countDown();
      removeHook(hook);
    }
  }

  private static void await(CountDownLatch done) {
    try {
      boolean inTime = done.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
      if (inTime) {
        // The main thread has the table to show before the process ends.
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending: the hook has run.
    }
  }

  private static ImmutableList<PlannedTrial> choose(
      SweepPlan plan, Optional<Selector> selector, Optional<Shard> shard) {
    Map<String, PlannedTrial> byId = Maps.uniqueIndex(plan.trials(), PlannedTrial::id);
    List<ResolvedTrial> chosen =
        new ArrayList<>(plan.trials().stream().map(PlannedTrial::resolved).toList());
    if (selector.isPresent()) {
      chosen = selector.get().select(chosen);
    }
    if (shard.isPresent()) {
      chosen = shard.get().select(chosen);
    }
    return chosen.stream()
        .map(trial -> byId.get(trial.id()))
        .collect(ImmutableList.toImmutableList());
  }

  private void list(SweepRun run, ImmutableList<PlannedTrial> trials) {
    for (PlannedTrial trial : trials) {
      out.printf(
          "#%d  %s  %-9s  %s%n",
          trial.resolved().trial().index(),
          trial.id(),
          run.status(trial).map(s -> s.name().toLowerCase(Locale.ROOT)).orElse("to run"),
          trial.label());
    }
    out.printf("%d trials; everything checked, nothing run%n", trials.size());
  }

  private DataSource dataSource(RunnerArguments parsed) {
    Optional<Path> directory =
        Optional.ofNullable(parsed.data)
            .or(() -> Optional.ofNullable(environment.get("LOWERBOUND_DATA")))
            .filter(text -> !text.isBlank())
            .map(Path::of);
    return new DataSource(directory, cache(), new DownloadProgress(err));
  }

  private Path cache() {
    Path base =
        Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
            .filter(text -> !text.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return base.resolve("lowerbound");
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

  private static boolean canShow(String text) {
    String encoding =
        System.getProperty("sun.stdout.encoding", System.getProperty("native.encoding"));
    return encoding != null && Charset.forName(encoding).newEncoder().canEncode(text);
  }

  private int unexpected(Throwable e, Path folder) {
    Path log = folder.resolve("runner-error.log");
    String where;
    try {
      AtomicFiles.write(log, Throwables.getStackTraceAsString(e));
      where = "the details are in " + log;
    } catch (ResultException unwritable) {
      where = "and " + unwritable.getMessage();
    }
    err.printf("unexpected error: %s; %s%n", e, where);
    return SOME_TRIAL_FAILED;
  }
}
