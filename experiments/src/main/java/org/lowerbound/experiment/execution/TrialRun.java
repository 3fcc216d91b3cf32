package org.lowerbound.experiment.execution;

import static com.google.common.base.Throwables.getStackTraceAsString;

import com.google.common.base.Stopwatch;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Circumstances;
import org.lowerbound.experiment.result.DataUse;
import org.lowerbound.experiment.result.Execution;
import org.lowerbound.experiment.result.Measured;
import org.lowerbound.experiment.result.Provenance;
import org.lowerbound.experiment.result.Timing;
import org.lowerbound.experiment.result.Training;
import org.lowerbound.experiment.result.TrainingData;
import org.lowerbound.experiment.result.TrialColumns;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.experiment.tensorboard.EventWatcher;
import org.lowerbound.experiment.watch.TrialWatcher;
import org.lowerbound.experiment.watch.WatchedTrial;
import org.lowerbound.training.Checkpoints;
import org.lowerbound.training.FirstValues;
import org.lowerbound.training.LooksTaken;
import org.lowerbound.training.Origin;
import org.lowerbound.training.TensorFlowRuntime;
import org.lowerbound.training.Trainer;
import org.lowerbound.training.TrialOutcome;

/** Runs one trial, or what is left of it, and keeps all it gives in its folder. */
final class TrialRun {
  private final TrialRequest request;
  private final PlannedTrial trial;
  private final TrialFolder folder;
  private final RunContext context;
  private final TrialAudience audience;
  private final Progress.TrialProgress progress;
  private final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Stopwatch watch = Stopwatch.createStarted();

  /** Writes the event file, which is there before the result is. */
  private TrialWatcher events = TrialWatcher.all();

  /** Hears of a result when it is written. */
  private TrialWatcher watcher = TrialWatcher.all();

  /** Known as soon as the data are. */
  private String fingerprint = "unknown";

  private Optional<DataUse> use = Optional.empty();

  TrialRun(TrialRequest request, RunContext context, TrialAudience audience) {
    this.request = request;
    this.trial = request.trial();
    this.folder = request.folder();
    this.context = context;
    this.audience = audience;
    this.progress = audience.progress();
  }

  /**
   * Returns what the trial gave; a failure is a result too.
   *
   * @throws CancellationException if the user stopped it
   */
  TrialResult run() {
    folder.open(trial.resolved().config());
    if (request.fresh()) {
      folder.clear();
    }
    log("started: " + trial.label());
    watch();
    request.objection().ifPresent(reason -> warn(reason + "; the trial runs again"));
    RunMarker marker = folder.marker();
    TrialResult result;
    try {
      result = work(request.fresh(), marker);
    } catch (CancellationException e) {
      log("stopped");
      marker.clear();
      watcher.stopped();
      progress.stop();
      throw e;
    } catch (RuntimeException | Error e) {
      marker.clear();
      log("failed: " + getStackTraceAsString(e));
      result = failure(FailureMessage.of(e, trial));
    }
    end(result, !marker.givenUp());
    return result;
  }

  /**
   * Ends a trial that another process ran when it ended without a word. The marker stays, which has
   * counted that end: another run of the sweep runs the trial last, or gives it up.
   *
   * @param reason what is known of the end
   */
  TrialResult lost(String reason) {
    folder.open(trial.resolved().config());
    watch();
    Dataset dataset = context.datasets().get(trial.spec().dataset());
    fingerprint = dataset.fingerprint();
    use = Optional.of(DataUse.of(dataset, trial.resolved().config().path("dataset")));
    String explained =
        folder.marker().explanation().map(what -> reason + " (" + what + ")").orElse(reason);
    log("failed: " + explained);
    TrialResult result = failure(explained);
    end(result, false);
    return result;
  }

  private void watch() {
    WatchedTrial watched = request.watched(startedAt);
    events = new EventWatcher(watched);
    watcher = audience.watcher().watch(watched);
  }

  private void end(TrialResult result, boolean clearMarker) {
    events.ended(result);
    folder.write(result);
    folder.clearNumbers();
    if (clearMarker) {
      folder.marker().clear();
    }
    String summary = summary(result);
    log(summary);
    result
        .metrics()
        .forEach(
            (name, number) ->
                number.caveats().findings().forEach(found -> log(name + ": " + found)));
    watcher.ended(result);
    progress.finish(summary);
  }

  private TrialResult work(boolean fresh, RunMarker marker) {
    Dataset dataset = data();
    fingerprint = dataset.fingerprint();
    use = Optional.of(DataUse.of(dataset, trial.resolved().config().path("dataset")));
    folder.write(TrainingData.of(dataset));
    String build = BuildInfo.current().commit();
    Length length = Length.of(trial.spec().training(), dataset.splits().get(Split.TRAIN).count());
    Checkpoints checkpoints =
        folder.checkpoints(new Origin(trial.id(), trial.identity().course(), fingerprint, build));
    Numbers numbers =
        new Numbers(
            trial,
            folder,
            "%s, %s, data %s".formatted(trial.identity().course(), length, fingerprint),
            build);
    long made = checkpoints.step();
    String soFar = "step %d, %d metrics".formatted(made, numbers.count());
    RunMarker.Ends ends = marker.ends(soFar);
    if (ends.tooMany()) {
      marker.giveUp(ends);
      return failure(ends.reason());
    }
    marker.start(ends, soFar);
    EarlierWork earlier =
        fresh
            ? EarlierWork.NONE
            : EarlierWork.of(trial, request.trainings(), folder, fingerprint, length, made, build);
    earlier
        .measured()
        .forEach(other -> numbers.adopt(other.folder().path(), other.result().measured()));
    earlier.remark().ifPresent(this::warn);
    earlier
        .adopted()
        .ifPresent(
            other -> {
              log("takes over the training of " + earlier.name().orElseThrow());
              checkpoints.delete();
              folder.adopt(other.folder(), earlier.figures());
            });
    return earlier.finished(length).isPresent() && numbers.complete() && earlier.hasFigures(trial)
        ? reused(earlier.finished(length).get(), length, earlier, numbers)
        : trained(dataset, checkpoints, numbers, earlier);
  }

  /** Returns the result of a trial of which everything is there already. */
  private TrialResult reused(
      Trainings.Finished other, Length length, EarlierWork earlier, Numbers numbers) {
    if (request.settings().tracedStep().isPresent()) {
      log("no step was traced: all were made by an earlier run");
    }
    Training training =
        training(
            other.training().steps(),
            other.training().skipped(),
            other.training().parameters(),
            other.training().commit(),
            earlier,
            other.training().looks().map(length::ofWhole));
    TrialWatcher.all(events, watcher).starts(training.steps(), true);
    return result(
        Optional.empty(),
        metrics(numbers, training),
        Optional.of(training),
        numbers.asked(),
        provenanceOf(other),
        other.result().timing());
  }

  private TrialResult trained(
      Dataset dataset, Checkpoints checkpoints, Numbers numbers, EarlierWork earlier) {
    TrialJournal journal =
        new TrialJournal(request, audience, TrialWatcher.all(events, watcher), watch, this::warn);
    Trainer plain =
        new Trainer(trial.spec(), dataset, journal, checkpoints, numbers)
            .beside(context.datasets().besides(trial.spec().evaluation()));
    TrialOutcome outcome =
        trial
            .origin()
            .map(origin -> plain.startingFrom(() -> firstValues(origin)))
            .orElse(plain)
            .run();
    if (request.settings().tracedStep().isPresent() && !journal.traced()) {
      log(
          outcome.steps().timed() == 0
              ? "no step was traced: all were made by an earlier run"
              : "no step was traced: none from the one asked for on was finite");
    }
    outcome.figures().forEach(folder::write); // Before the result, which says that all is there.
    if (!outcome.trained()) {
      checkpoints.delete(); // Another run starts again.
    }
    boolean trainedElsewhere = outcome.steps().timed() == 0 && earlier.adopted().isPresent();
    Optional<Training> training =
        outcome.trained()
            ? Optional.of(
                training(
                    outcome.steps().all(),
                    outcome.steps().skipped(),
                    outcome.parameters(),
                    outcome.steps().build(),
                    earlier,
                    outcome.looks()))
            : Optional.empty();
    return result(
        outcome.divergence(),
        training.map(made -> metrics(numbers, made)).orElse(ImmutableMap.of()),
        training,
        numbers.asked(),
        trainedElsewhere ? provenanceOf(earlier.adopted().get()) : provenance(),
        new Timing(
            seconds(),
            outcome.time().training(),
            outcome.steps().timed(),
            outcome.time().compute(),
            outcome.time().firstStep(),
            outcome.time().evaluation()));
  }

  private Dataset data() {
    return trial.spec().dataset() instanceof SampledData sampled
        ? sampled.make(context.originReader(), id -> request.folderOf(id).path())
        : context.datasets().get(trial.spec().dataset());
  }

  private FirstValues firstValues(InitOrigin origin) {
    return context
        .originReader()
        .firstValues(
            origin,
            origin.folder().orElseGet(() -> request.folderOf(origin.ancestor().trial()).path()));
  }

  private Training training(
      long steps,
      int skipped,
      long parameters,
      String commit,
      EarlierWork earlier,
      Optional<LooksTaken> looks) {
    return new Training(
        trial.identity().course(),
        trial.identity().family(),
        steps,
        skipped,
        parameters,
        commit,
        earlier.name(),
        trial.identity().figures(),
        looks);
  }

  private TrialResult failure(String message) {
    return new TrialResult(
        trial.id(),
        TrialStatus.FAILED,
        Optional.of(message),
        ImmutableMap.of(),
        Optional.empty(),
        ImmutableList.of(),
        provenance(),
        new Timing(seconds(), 0, 0, 0, 0, 0));
  }

  private TrialResult result(
      Optional<String> divergence,
      ImmutableMap<String, Estimate> metrics,
      Optional<Training> training,
      ImmutableList<Measured> measured,
      Provenance provenance,
      Timing timing) {
    return new TrialResult(
        trial.id(),
        divergence.isPresent() ? TrialStatus.DIVERGED : TrialStatus.COMPLETED,
        divergence.or(() -> training.flatMap(made -> LooksText.of(trial.spec().training(), made))),
        metrics,
        training,
        measured,
        provenance,
        timing);
  }

  private Provenance provenance() {
    return Provenance.here(
        TensorFlowRuntime.version(),
        new Provenance.DatasetId(datasetName(), fingerprint),
        request.measure(),
        trial.plugins(),
        trial.configHash(),
        startedAt,
        trial.origin().map(InitOrigin::ancestor),
        new Circumstances(
            trial.spec().seed(),
            Execution.here(request.settings().jobs(), System.getenv()),
            use,
            request.settings().command()));
  }

  /** Returns where the numbers come from if the training is another trial's. */
  private Provenance provenanceOf(Trainings.Finished other) {
    return other.result().provenance().of(trial.plugins(), trial.configHash());
  }

  private ImmutableMap<String, Estimate> metrics(Numbers numbers, Training training) {
    ImmutableMap.Builder<String, Estimate> metrics = ImmutableMap.builder();
    numbers.asked().forEach(measured -> metrics.putAll(measured.numbers()));
    metrics
        .put(TrialColumns.PARAMETERS.name(), Estimate.exact((double) training.parameters(), 1))
        .put(TrialColumns.SKIPPED_STEPS.name(), Estimate.exact(training.skipped(), 1));
    training
        .looks()
        .filter(looks -> trial.spec().training().watches())
        .ifPresent(
            looks ->
                metrics.put(
                    TrialColumns.BEST_EPOCH.name(), Estimate.exact((double) looks.bestEpoch(), 1)));
    return metrics.buildOrThrow();
  }

  private double seconds() {
    return watch.elapsed().toMillis() / 1e3;
  }

  private String datasetName() {
    return trial.resolved().config().path("dataset").path("type").asText();
  }

  private String summary(TrialResult result) {
    StringBuilder text =
        new StringBuilder(result.status().name().toLowerCase(Locale.ROOT))
            .append(" in %.1f s".formatted(seconds()));
    result.message().ifPresent(message -> text.append(": ").append(message));
    result.metrics().entrySet().stream()
        .limit(3)
        .forEach(
            metric ->
                text.append(", %s %.2f".formatted(metric.getKey(), metric.getValue().value())));
    return text.toString();
  }

  private void log(String text) {
    folder.log(text);
  }

  /** Says something to the user, too. */
  private void warn(String text) {
    log(text);
    audience.message().accept("%s: %s".formatted(trial.label(), text));
  }
}
