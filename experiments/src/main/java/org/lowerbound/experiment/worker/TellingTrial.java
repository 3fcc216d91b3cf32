package org.lowerbound.experiment.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Stopwatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.execution.TrialAudience;
import org.lowerbound.experiment.progress.Progress;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.watch.SweepWatcher;
import org.lowerbound.experiment.watch.TrialWatcher;
import org.lowerbound.experiment.watch.WatchedTrial;
import org.lowerbound.training.TrialListener.Epoch;

/** A worker's trial: what is to be heard of it becomes lines for the runner. */
final class TellingTrial {
  /** Bars are drawn four times a second. */
  private static final Duration BETWEEN = Duration.ofMillis(200);

  private final String id;
  private final Consumer<Line> lines;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private String summary = "";

  TellingTrial(String id, Consumer<Line> lines) {
    this.id = id;
    this.lines = lines;
  }

  String id() {
    return id;
  }

  void cancel() {
    cancelled.set(true);
  }

  /** Returns how the trial ended, on one line; known once it has. */
  String summary() {
    return summary;
  }

  private void tell(ObjectNode progress) {
    lines.accept(Line.of(Word.PROGRESS, id, progress));
  }

  TrialAudience audience() {
    return new TrialAudience(
        new Shown(),
        new Watcher(),
        text -> tell(Json.object().put("message", text)),
        cancelled::get);
  }

  private final class Shown implements Progress.TrialProgress {
    private final Stopwatch sinceLine = Stopwatch.createStarted();
    private String phase = "";

    @Override
    public void update(String newPhase, long done, long total) {
      if (!newPhase.equals(phase) || sinceLine.elapsed().compareTo(BETWEEN) >= 0) {
        phase = newPhase;
        sinceLine.reset().start();
        tell(Json.object().put("phase", phase).put("done", done).put("total", total));
      }
    }

    @Override
    public void note(String text) {
      tell(Json.object().put("note", text));
    }

    @Override
    public void finish(String outcome) {
      summary = outcome;
    }

    @Override
    public void stop() {}
  }

  private final class Watcher implements SweepWatcher, TrialWatcher {
    @Override
    public TrialWatcher watch(WatchedTrial trial) {
      return this;
    }

    @Override
    public void starts(long step, boolean reported) {
      tell(Json.object().put("starts", step).put("reported", reported));
    }

    @Override
    public void epoch(Epoch epoch) {
      tell(Json.object().set("epoch", EpochJson.encode(epoch)));
    }

    @Override
    public void ended(TrialResult result) {} // The result has a line of its own.

    @Override
    public void stopped() {}

    @Override
    public void tabled(Path sweepFolder) {}

    @Override
    public void close() {}
  }
}
