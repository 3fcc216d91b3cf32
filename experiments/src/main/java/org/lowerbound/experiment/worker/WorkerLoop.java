package org.lowerbound.experiment.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.execution.RequestRunner;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.experiment.result.TrialResultJson;

/**
 * A worker: runs the trials that its input asks for, one after the other, until the input ends.
 * Then whoever asked is gone: the trial that runs saves the step that it is in, if that does not
 * take long, and the process ends whether or not it is done.
 */
public final class WorkerLoop {
  private static final Duration TO_SAVE = Duration.ofSeconds(10);

  private final BufferedReader in;
  private final PrintStream out;
  private final Function<Optional<Path>, RequestRunner> runners;
  private final Runnable halt;
  private final BlockingQueue<Optional<Asked>> asked = new LinkedBlockingQueue<>();
  private final CountDownLatch done = new CountDownLatch(1);

  /** Who has it may run a trial; whoever ends the process keeps it. */
  private final Semaphore working = new Semaphore(1);

  private volatile Optional<TellingTrial> last = Optional.empty();

  /** A trial that is asked for. */
  private record Asked(TellingTrial trial, JsonNode task) {}

  /**
   * Prepares to work.
   *
   * @param in lines from the runner
   * @param out lines to the runner
   * @param runners gives what runs trials with data sets in a folder, or where they always are
   * @param halt ends the process at once
   */
  public WorkerLoop(
      Reader in, PrintStream out, Function<Optional<Path>, RequestRunner> runners, Runnable halt) {
    this.in = new BufferedReader(in);
    this.out = out;
    this.runners = runners;
    this.halt = halt;
  }

  /** Says that the worker is ready, and works until there is no more to do. */
  public void run() {
    tell(Line.of(Word.READY, "%d %s".formatted(ProcessHandle.current().pid(), Task.build())));
    Thread reader = new Thread(this::listen, "runner");
    reader.setDaemon(true);
    reader.start();
    try {
      for (Optional<Asked> next = asked.take(); next.isPresent(); next = asked.take()) {
        working.acquire();
        try {
          tell(answer(next.get()));
        } finally {
          working.release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.countDown();
    }
  }

  /** Has the trial that runs save the step that it is in, and waits for it; no other is begun. */
  public void end() {
    last.ifPresent(TellingTrial::cancel);
    working.acquireUninterruptibly();
  }

  private void listen() {
    try {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        Line.parse(text).ifPresent(this::hear);
      }
    } catch (IOException e) {
      System.err.println("the runner cannot be heard any more: " + e.getMessage());
    }
    last.ifPresent(TellingTrial::cancel);
    asked.add(Optional.empty());
    if (!Uninterruptibles.awaitUninterruptibly(done, TO_SAVE.toMillis(), TimeUnit.MILLISECONDS)) {
      halt.run();
    }
  }

  private void hear(Line line) {
    if (line.word() == Word.CANCEL) {
      last.ifPresent(TellingTrial::cancel);
    } else if (line.word() == Word.TASK) {
      JsonNode task = line.json();
      TellingTrial trial = new TellingTrial(task.path("id").asText(), this::tell);
      last = Optional.of(trial);
      asked.add(Optional.of(new Asked(trial, task)));
    }
  }

  private synchronized void tell(Line line) {
    out.print(line + "\n");
    out.flush();
  }

  private Line answer(Asked asked) {
    TellingTrial trial = asked.trial();
    try {
      String build = asked.task().path(Task.BUILD).asText();
      if (!build.equals(Task.build())) {
        throw new ResultException(
            "the worker is Lowerbound %s and the runner %s: both need the same runner.jar"
                .formatted(Task.build(), build));
      }
      Optional<Path> data = Optional.ofNullable(asked.task().get(Task.DATA)).map(WorkerLoop::path);
      Optional<TrialResult> result = runners.apply(data).run(asked.task(), trial.audience());
      return result
          .map(given -> result(trial, given))
          .orElseGet(() -> new Line(Word.BUSY, trial.id(), ""));
    } catch (CancellationException e) {
      return new Line(Word.STOPPED, trial.id(), "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Line(Word.STOPPED, trial.id(), "");
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      return new Line(Word.ERROR, trial.id(), String.valueOf(e.getMessage()));
    }
  }

  private static Path path(JsonNode text) {
    return Path.of(text.asText());
  }

  private static Line result(TellingTrial trial, TrialResult result) {
    return Line.of(
        Word.RESULT,
        trial.id(),
        Json.object()
            .put("summary", trial.summary())
            .set("result", TrialResultJson.encode(result)));
  }
}
