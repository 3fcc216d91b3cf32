package org.lowerbound.experiment.worker;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.lowerbound.experiment.execution.LostTrialException;
import org.lowerbound.experiment.execution.TrialAudience;
import org.lowerbound.experiment.execution.TrialRequest;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;
import org.lowerbound.experiment.watch.TrialWatcher;

/** A runner's trial that a worker runs: what the worker tells of it goes on to the audience. */
final class HeardTrial {
  private static final long POLL_MILLIS = 50;

  /** Ctrl-C reaches a worker in the same terminal as soon as the runner. */
  private static final long CANCEL_MILLIS = 1_000;

  private final String id;
  private final String label;
  private final TrialAudience audience;
  private final TrialWatcher watcher;

  HeardTrial(TrialRequest request, TrialAudience audience) {
    this.id = request.trial().id();
    this.label = request.trial().label();
    this.audience = audience;
    this.watcher =
        audience.watcher().watch(request.watched(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
  }

  String id() {
    return id;
  }

  /** Shows the user a line about the trial. */
  void say(String text) {
    audience.message().accept("%s: %s".formatted(label, text));
  }

  boolean cancelled() {
    return audience.cancelled().getAsBoolean();
  }

  /**
   * Hands the trial to a worker and listens until it is done.
   *
   * @param task the line for the worker
   * @param worker takes lines
   * @param heard what the worker says of this trial
   * @return what the trial gave; nothing if somebody else runs it
   * @throws LostTrialException if the worker ended without a word
   * @throws CancellationException if the user stopped the trial
   * @throws ResultException if the trial cannot be run at all
   */
  Optional<TrialResult> runBy(Line task, Consumer<Line> worker, BlockingQueue<Line> heard)
      throws LostTrialException, InterruptedException {
    worker.accept(task);
    boolean told = false;
    while (true) {
      if (!told && cancelled()) {
        told = true;
        worker.accept(Line.of(Word.CANCEL, ""));
      }
      Line line = heard.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (line == null) {
        continue;
      }
      switch (line.word()) {
        case PROGRESS -> progress(line.json());
        case RESULT -> {
          return Optional.of(result(line.json()));
        }
        case BUSY -> {
          return Optional.empty();
        }
        case ERROR -> throw new ResultException("%s: %s".formatted(label, line.text()));
        case STOPPED -> {
          stopIfCancelled();
          throw new LostTrialException("was asked to end");
        }
        case CRASHED -> {
          stopIfCancelled();
          throw new LostTrialException(line.text());
        }
        default -> {} // Said at the wrong time: nothing follows from it.
      }
    }
  }

  private void stopIfCancelled() throws InterruptedException {
    for (long waited = 0; waited < CANCEL_MILLIS && !cancelled(); waited += POLL_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    if (cancelled()) {
      watcher.stopped();
      audience.progress().stop();
      throw new CancellationException("stopped");
    }
  }

  private void progress(JsonNode json) {
    if (json.has("phase")) {
      audience
          .progress()
          .update(
              json.path("phase").asText(), json.path("done").asLong(), json.path("total").asLong());
    } else if (json.has("note")) {
      audience.progress().note(json.path("note").asText());
    } else if (json.has("message")) {
      audience.message().accept(json.path("message").asText());
    } else if (json.has("starts")) {
      watcher.starts(json.path("starts").asLong(), json.path("reported").asBoolean());
    } else if (json.has("epoch")) {
      watcher.epoch(EpochJson.decode(json.path("epoch")));
    }
  }

  private TrialResult result(JsonNode json) {
    TrialResult result = TrialResultJson.decode(json.path("result"), "the result of " + label);
    watcher.ended(result);
    audience.progress().finish(json.path("summary").asText());
    return result;
  }

  /** Runs a trial again whose worker ended, once: a second end is the trial's. */
  static final class Attempts {
    private static final int MOST = 2;
    private final ImmutableList.Builder<String> ends = ImmutableList.builder();
    private int count;

    /**
     * Counts an end.
     *
     * @throws LostTrialException if it was one too many
     */
    void count(HeardTrial trial, String end) throws LostTrialException {
      count++;
      ends.add(end);
      if (count >= MOST) {
        ImmutableList<String> all = ends.build().stream().distinct().collect(toImmutableList());
        throw new LostTrialException(
            "its worker ended %d times without a word: %s"
                .formatted(count, String.join("; then ", all)));
      }
      trial.say("its worker %s; the trial goes on in another".formatted(end));
    }
  }
}
