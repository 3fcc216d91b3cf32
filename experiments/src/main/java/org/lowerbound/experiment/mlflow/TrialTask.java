package org.lowerbound.experiment.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.mlflow.CurveReader.Epochs;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Training;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.watch.FlatConfig;
import org.lowerbound.experiment.watch.WatchedTrial;

/**
 * One trial as a run. All there is to tell is in the trial's folder, and the run's tag {@code
 * lowerbound.step} says how much of the curve it has: so whatever did not arrive, or was cut off
 * when a process was killed, is told the next time, once.
 */
final class TrialTask implements Task {
  private static final String TRIAL = "lowerbound.trial";
  private static final String STEP = "lowerbound.step";
  private static final ImmutableList<String> FILES =
      ImmutableList.of("config.json", "result.json", "metrics.jsonl", "log.txt");

  private final WatchedTrial trial;
  private final Tracking tracking;
  private final Supplier<Optional<String>> parent;

  /** What the trial's thread has told. */
  private volatile Optional<TrialResult> result = Optional.empty();

  private volatile Instant started;
  private volatile Instant ended;
  private volatile boolean runs;
  private volatile boolean stopped;

  /** What the run has been told. */
  private Optional<MlflowRun> run = Optional.empty();

  private final CurveReader curve;
  private long sentStep;
  private boolean described;

  /**
   * Waits for a trial.
   *
   * @param parent the run of the sweep
   */
  TrialTask(WatchedTrial trial, Tracking tracking, Supplier<Optional<String>> parent) {
    this.trial = trial;
    this.tracking = tracking;
    this.parent = parent;
    this.started = trial.startedAt();
    this.ended = trial.startedAt();
    this.curve = new CurveReader(trial.folder().resolve("metrics.jsonl"));
  }

  void starts() {
    runs = true;
  }

  void ended(TrialResult how) {
    if (runs) {
      ended = Instant.now();
    } else {
      started = how.provenance().startedAt();
      ended = started.plusMillis(Math.round(1e3 * how.timing().wallSeconds()));
    }
    result = Optional.of(how);
  }

  void stopped() {
    ended = Instant.now();
    stopped = true;
  }

  @Override
  public void send() throws IOException {
    Optional<TrialResult> outcome = result; // Before the files are read.
    boolean leaves = stopped;
    Optional<MlflowRun> known = run.or(() -> trial.fresh() && runs ? Optional.empty() : found());
    if (known.isPresent() && run.isEmpty() && !runs && isComplete(known.get(), outcome)) {
      return;
    }
    MlflowRun to = known.orElseGet(this::create);
    if (run.isEmpty()) {
      run = Optional.of(to);
      sentStep = step(to);
    }
    if (!described) {
      describe(to);
    }
    sendCurve(to, outcome.isPresent() || leaves ? ended : Instant.now());
    if (outcome.isPresent()) {
      finish(to, outcome.get());
    } else if (leaves) {
      to.update(RunStatus.KILLED, Optional.of(ended));
    }
  }

  private Optional<MlflowRun> found() {
    return tracking.find(TRIAL, trial.id());
  }

  /** A run has its status after all else. */
  private static boolean isComplete(MlflowRun run, Optional<TrialResult> outcome) {
    return outcome.filter(o -> run.state().status().equals(status(o).name())).isPresent();
  }

  private static RunStatus status(TrialResult outcome) {
    return outcome.status() == TrialStatus.COMPLETED ? RunStatus.FINISHED : RunStatus.FAILED;
  }

  private static long step(MlflowRun run) {
    String step = run.state().tags().getOrDefault(STEP, "");
    return step.matches("\\d{1,18}") ? Long.parseLong(step) : 0;
  }

  private MlflowRun create() {
    String name = MlflowText.name(trial.label());
    ImmutableMap.Builder<String, String> tags = ImmutableMap.builder();
    tags.put(TRIAL, trial.id());
    tags.put("mlflow.runName", name);
    tags.put("mlflow.source.name", "lowerbound");
    parent.get().ifPresent(id -> tags.put("mlflow.parentRunId", id));
    return tracking.create(name, tags.buildOrThrow(), started);
  }

  private void describe(MlflowRun to) {
    Map<String, String> params = new LinkedHashMap<>();
    trial.overrides().forEach((path, value) -> params.put(path, text(value)));
    FlatConfig.of(trial.config()).forEach((path, value) -> params.putIfAbsent(path, text(value)));
    BuildInfo build = BuildInfo.current();
    to.log(
        new Batch(
            ImmutableList.of(),
            MlflowText.params(params),
            ImmutableMap.of(
                "lowerbound.version",
                build.version(),
                "mlflow.source.git.commit",
                build.commit())));
    if (!to.state().status().equals(RunStatus.RUNNING.name())) {
      to.update(RunStatus.RUNNING, Optional.empty());
    }
    described = true;
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : Json.printLine(value);
  }

  private void sendCurve(MlflowRun to, Instant time) throws IOException {
    Epochs epochs = curve.next(sentStep, time);
    while (!curve.atEnd(epochs)) {
      if (!epochs.metrics().isEmpty()) {
        to.log(
            Batch.ofMetrics(
                epochs.metrics(), ImmutableMap.of(STEP, Long.toString(epochs.lastStep()))));
        sentStep = epochs.lastStep();
      }
      curve.done(epochs);
      epochs = curve.next(sentStep, time);
    }
  }

  private void finish(MlflowRun to, TrialResult outcome) throws IOException {
    long step = outcome.training().map(Training::steps).orElse(sentStep);
    ImmutableList.Builder<Metric> metrics = ImmutableList.builder();
    outcome
        .metrics()
        .forEach(
            (name, estimate) ->
                metrics.add(new Metric(MlflowText.key(name), estimate.value(), ended, step)));
    ImmutableMap.Builder<String, String> tags = ImmutableMap.builder();
    tags.put("lowerbound.status", outcome.status().name());
    outcome.message().ifPresent(text -> tags.put("lowerbound.message", MlflowText.tag(text)));
    to.log(Batch.ofMetrics(metrics.build(), tags.buildOrThrow()));
    for (String file : FILES) {
      sendFile(to, file, trial.folder().resolve(file));
    }
    for (String figure : TrialFiles.figureNames(trial.folder())) {
      sendFile(to, "figures/" + figure + ".png", TrialFiles.figure(trial.folder(), figure));
    }
    to.update(status(outcome), Optional.of(ended));
  }

  static void sendFile(MlflowRun to, String name, Path file) throws IOException {
    if (Files.isRegularFile(file)) {
      to.artifact(name, Files.readAllBytes(file));
    }
  }
}
