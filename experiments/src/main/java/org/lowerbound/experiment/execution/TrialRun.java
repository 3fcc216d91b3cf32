package org.lowerbound.experiment.execution;

import static com.google.common.base.Throwables.getStackTraceAsString;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.model.Measure;
import org.lowerbound.training.StepTrace;
import org.lowerbound.training.TensorFlowRuntime;
import org.lowerbound.training.TraceRequest;
import org.lowerbound.training.Trainer;
import org.lowerbound.training.TrialListener;
import org.lowerbound.training.TrialOutcome;

/** Runs one trial and keeps all it gives in its folder. */
final class TrialRun {
  private final PlannedTrial trial;
  private final Datasets datasets;
  private final TrialFolder folder;
  private final Progress.TrialProgress progress;
  private final OptionalLong tracedStep;
  private final BooleanSupplier cancelled;

  TrialRun(
      PlannedTrial trial,
      Datasets datasets,
      TrialFolder folder,
      Progress.TrialProgress progress,
      OptionalLong tracedStep,
      BooleanSupplier cancelled) {
    this.trial = trial;
    this.datasets = datasets;
    this.folder = folder;
    this.progress = progress;
    this.tracedStep = tracedStep;
    this.cancelled = cancelled;
  }

  /**
   * Returns what the trial gave; a failure is a result too.
   *
   * @throws CancellationException if the user stopped it
   */
  TrialResult run() {
    Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Stopwatch watch = Stopwatch.createStarted();
    String fingerprint = "unknown";
    Optional<Measure> measure = Optional.empty();
    TrialOutcome outcome = null;
    String failure = null;
    folder.open(trial.resolved().config());
    log("started: " + trial.label());
    try {
      Dataset dataset = datasets.get(trial.spec().dataset());
      fingerprint = dataset.fingerprint();
      measure = Optional.of(trial.spec().interpretation(dataset).measure());
      long resumed = folder.checkpoint().load().map(c -> c.progress().step()).orElse(0L);
      folder.cutCurve(resumed);
      if (resumed > 0) {
        log("goes on after step " + resumed);
      }
      Listener listener = new Listener(folder.events(startedAt), watch);
      outcome = new Trainer(trial.spec(), dataset, listener, folder.checkpoint()).run();
      if (tracedStep.isPresent() && !listener.traced) {
        log(
            outcome.stepsTimed() == 0
                ? "no step was traced: all were made by an earlier run"
                : "no step was traced: none from the one asked for on was finite");
      }
    } catch (CancellationException e) {
      log("stopped");
      progress.stop();
      throw e;
    } catch (RuntimeException | Error e) {
      failure = message(e);
      log("failed: " + getStackTraceAsString(e));
    }
    TrialResult result =
        new TrialResult(
            trial.id(),
            failure != null
                ? TrialStatus.FAILED
                : outcome.diverged() ? TrialStatus.DIVERGED : TrialStatus.COMPLETED,
            failure != null ? Optional.of(failure) : divergence(outcome),
            outcome == null ? ImmutableMap.of() : metrics(outcome),
            Provenance.here(
                TensorFlowRuntime.version(),
                new Provenance.DatasetId(datasetName(), fingerprint),
                measure,
                trial.plugins(),
                Json.sha256(trial.resolved().config()),
                startedAt),
            timing(watch.elapsed().toMillis() / 1e3, outcome));
    if (outcome != null) {
      outcome.figures().forEach(folder::write); // Before the result, which says that all is there.
    }
    folder.write(result);
    String summary = summary(result);
    log(summary);
    progress.finish(summary);
    return result;
  }

  private static Timing timing(double wallSeconds, TrialOutcome outcome) {
    return outcome == null
        ? new Timing(wallSeconds, 0, 0, 0, 0, 0)
        : new Timing(
            wallSeconds,
            outcome.trainingSeconds(),
            outcome.stepsTimed(),
            outcome.computeSeconds(),
            outcome.firstStepSeconds(),
            outcome.evaluationSeconds());
  }

  private String datasetName() {
    return trial.resolved().config().path("dataset").path("type").asText();
  }

  private static Optional<String> divergence(TrialOutcome outcome) {
    return outcome.diverged()
        ? Optional.of(
            "%d steps had a loss or gradient that was not finite".formatted(outcome.skipped()))
        : Optional.empty();
  }

  private static String message(Throwable e) {
    return Optional.ofNullable(e.getMessage())
        .flatMap(text -> text.lines().findFirst())
        .orElseGet(() -> e.getClass().getSimpleName());
  }

  private static ImmutableMap<String, Estimate> metrics(TrialOutcome outcome) {
    if (outcome.diverged()) {
      return ImmutableMap.of();
    }
    return ImmutableMap.<String, Estimate>builder()
        .putAll(outcome.metrics())
        .put(TrialColumns.PARAMETERS.name(), Estimate.exact((double) outcome.parameters(), 1))
        .put(TrialColumns.SKIPPED_STEPS.name(), Estimate.exact(outcome.skipped(), 1))
        .buildOrThrow();
  }

  private static String summary(TrialResult result) {
    StringBuilder text =
        new StringBuilder(result.status().name().toLowerCase(Locale.ROOT))
            .append(" in %.1f s".formatted(result.timing().wallSeconds()));
    result.message().ifPresent(message -> text.append(": ").append(message));
    result.metrics().entrySet().stream()
        .limit(3)
        .forEach(
            metric ->
                text.append(", %s %.2f".formatted(metric.getKey(), metric.getValue().value())));
    return text.toString();
  }

  private void log(String text) {
    folder.appendToLog("%s %s%n".formatted(Instant.now().truncatedTo(ChronoUnit.MILLIS), text));
  }

  private final class Listener implements TrialListener {
    private final EventFile events;
    private boolean traced;
    private final Stopwatch watch;
    private boolean stepped;

    Listener(EventFile events, Stopwatch watch) {
      this.events = events;
      this.watch = watch;
    }

    @Override
    public void step(long done, long total) {
      if (!stepped) {
        stepped = true;
        log("first step after %.3f s".formatted(watch.elapsed().toMillis() / 1e3));
      }
      progress.update("training", done, total);
    }

    @Override
    public void epoch(Epoch epoch) {
      ObjectNode line = Json.object();
      line.put("epoch", epoch.epoch()).put("step", epoch.step()).put("skipped", epoch.skipped());
      put(line.putObject("training"), epoch.training());
      if (!epoch.validation().isEmpty()) {
        put(line.putObject("validation"), epoch.validation());
      }
      put(line.putObject("schedules"), epoch.schedules());
      folder.appendToCurve(line);
      events.add(epoch.step(), "training/", epoch.training());
      events.add(epoch.step(), "validation/", epoch.validation());
      events.add(epoch.step(), "schedules/", epoch.schedules());
      log(Json.printLine(line));
      Map.Entry<String, Double> first = epoch.training().entrySet().iterator().next();
      progress.note("%s %.2f".formatted(first.getKey(), first.getValue()));
    }

    private void put(ObjectNode node, Map<String, Double> values) {
      values.forEach(
          (name, value) -> {
            if (Double.isFinite(value)) {
              node.put(name, value);
            } else {
              node.put(name, value.toString()); // JSON has no NaN.
            }
          });
    }

    @Override
    public void evaluating(Split split, String metric, int examplesDone, int examples) {
      progress.update(split.label() + " " + metric, examplesDone, examples);
    }

    @Override
    public boolean cancelled() {
      return cancelled.getAsBoolean();
    }

    @Override
    public Optional<TraceRequest> tracing() {
      return tracedStep.stream().mapToObj(step -> new TraceRequest(step, this::traced)).findFirst();
    }

    private void traced(StepTrace trace) {
      traced = true;
      folder.writeTrace(TraceFile.of(trace, trial.id(), trial.label()));
      log(OpTimes.of(trace).table());
    }
  }
}
