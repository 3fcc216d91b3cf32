package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Stopwatch;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.lowerbound.data.Split;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.watch.TrialWatcher;
import org.lowerbound.training.StepTrace;
import org.lowerbound.training.TraceRequest;
import org.lowerbound.training.TrialListener;

/**
 * Writes down how a trial goes on, in its curve and its log, and tells the terminal and watchers.
 */
final class TrialJournal implements TrialListener {
  private final TrialRequest request;
  private final TrialFolder folder;
  private final TrialAudience audience;
  private final Progress.TrialProgress progress;
  private final TrialWatcher watcher;
  private final Stopwatch watch;
  private final Consumer<String> warning;
  private boolean stepped;
  private boolean traced;

  /**
   * Starts a journal.
   *
   * @param watcher hears what is written down
   * @param watch runs since the trial's start
   * @param warning tells the user something
   */
  TrialJournal(
      TrialRequest request,
      TrialAudience audience,
      TrialWatcher watcher,
      Stopwatch watch,
      Consumer<String> warning) {
    this.request = request;
    this.folder = request.folder();
    this.audience = audience;
    this.progress = audience.progress();
    this.watcher = watcher;
    this.watch = watch;
    this.warning = warning;
  }

  /** Returns whether a step was traced. */
  boolean traced() {
    return traced;
  }

  @Override
  public void starts(long step, boolean reported, List<String> remarks) {
    remarks.forEach(warning);
    if (step > 0) {
      folder.log("goes on after step " + step);
    }
    int lost = folder.cutCurve(step, reported);
    if (lost > 0) {
      warning.accept("%d lines of its curve, metrics.jsonl, are damaged and lost".formatted(lost));
    }
    watcher.starts(step, reported);
  }

  @Override
  public void inherits(List<String> lines) {
    lines.forEach(folder::log);
  }

  @Override
  public void step(long done, long total) {
    if (!stepped) {
      stepped = true;
      folder.log("first step after %.3f s".formatted(watch.elapsed().toMillis() / 1e3));
    }
    progress.update("training", done, total);
  }

  @Override
  public void skipped(String what) {
    folder.log(what);
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
    String logged = Json.printLine(line); // Without the units, of which there may be many.
    if (!epoch.unitKls().isEmpty()) {
      put(line.putArray("unitKls"), epoch.unitKls());
    }
    folder.appendToCurve(line);
    watcher.epoch(epoch);
    folder.log(logged);
    Map.Entry<String, Double> first = epoch.training().entrySet().iterator().next();
    progress.note("%s %.2f".formatted(first.getKey(), first.getValue()));
  }

  private static void put(ObjectNode node, Map<String, Double> values) {
    values.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            node.put(name, value);
          } else {
            node.put(name, value.toString()); // JSON has no NaN.
          }
        });
  }

  private static void put(ArrayNode array, ImmutableDoubleArray values) {
    for (double value : values.toArray()) {
      if (Double.isFinite(value)) {
        array.add((float) value); // As exact as it is.
      } else {
        array.add(Double.toString(value));
      }
    }
  }

  @Override
  public void evaluating(Split split, String metric, int examplesDone, int examples) {
    progress.update(split.label() + " " + metric, examplesDone, examples);
  }

  @Override
  public boolean cancelled() {
    return audience.cancelled().getAsBoolean();
  }

  @Override
  public Optional<TraceRequest> tracing() {
    return request.settings().tracedStep().stream()
        .mapToObj(step -> new TraceRequest(step, this::trace))
        .findFirst();
  }

  private void trace(StepTrace trace) {
    traced = true;
    folder.writeTrace(TraceFile.of(trace, request.trial().id(), request.trial().label()));
    folder.log(OpTimes.of(trace).table());
  }
}
