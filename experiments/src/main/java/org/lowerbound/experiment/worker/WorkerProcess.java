package org.lowerbound.experiment.worker;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.ResultException;
import org.lowerbound.file.WholeFiles;

/** A worker that this process has started. What it prints besides its lines goes to its log. */
final class WorkerProcess {
  private static final long POLL_MILLIS = 50;
  private static final long SECONDS_TO_END = 15;
  private static final int LAST_LINES = 5;
  private static final int LONGEST = 600;

  /** A shell reports them as 128 and the number. */
  private static final ImmutableMap<Integer, String> SIGNALS =
      ImmutableMap.<Integer, String>builder()
          .put(1, "SIGHUP")
          .put(2, "SIGINT")
          .put(4, "SIGILL")
          .put(6, "SIGABRT")
          .put(7, "SIGBUS")
          .put(8, "SIGFPE")
          .put(9, "SIGKILL")
          .put(11, "SIGSEGV")
          .put(15, "SIGTERM")
          .buildOrThrow();

  private final Process process;
  private final Writer in;
  private final Path log;
  private final BlockingQueue<Line> heard = new LinkedBlockingQueue<>();

  private WorkerProcess(Process process, Path log) {
    this.process = process;
    this.in = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    this.log = log;
    Thread reader = new Thread(this::listen, "worker");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a worker and waits until it is ready, which may take as long as a cluster's queue is.
   *
   * @param log has what it prints
   * @throws ResultException if it does not start, or is of another build
   * @throws CancellationException if the user does not want it any more
   */
  static WorkerProcess start(WorkerCommand command, Path log, BooleanSupplier cancelled)
      throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command.words());
    // The user's environment as Java has it from the start. Who does not ask for it hands on the C
    // library's, in which this process has set its own limit of memory and level of the native log.
    builder.environment();
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    WorkerProcess worker;
    try {
      Files.createDirectories(log.getParent());
      worker = new WorkerProcess(builder.start(), log);
    } catch (IOException e) {
      throw new ResultException("cannot start a worker: " + WholeFiles.reason(e), e);
    }
    boolean ready = false;
    try {
      worker.awaitReady(cancelled);
      ready = true;
      return worker;
    } finally {
      if (!ready) {
        worker.process.destroy();
      }
    }
  }

  private void awaitReady(BooleanSupplier cancelled) throws InterruptedException {
    Line line = heard.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    while (line == null) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException("stopped");
      }
      line = heard.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (line.word() != Word.READY) {
      throw new ResultException("a worker did not start: it " + line.text());
    }
    String build = line.text().replaceFirst("^\\S+ ?", "");
    if (!build.equals(Task.build())) {
      throw new ResultException(
          "a worker is Lowerbound %s and the runner %s: both need the same runner.jar"
              .formatted(build, Task.build()));
    }
  }

  /** Returns what the worker says. Its end is the line of a crash. */
  BlockingQueue<Line> heard() {
    return heard;
  }

  /** Says something to the worker; one that has ended does not hear it. */
  void tell(Line line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      // Its end is heard from the other side.
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  private void listen() {
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (String text = out.readLine(); text != null; text = out.readLine()) {
        Optional<Line> line = Line.parse(text);
        if (line.isPresent()) {
          heard.add(line.get());
        } else {
          Files.writeString(log, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    } catch (IOException e) {
      // The same as its end.
    }
    try {
      process.waitFor();
      heard.add(Line.of(Word.CRASHED, "ended with " + status() + lastLines()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String status() {
    int status = process.exitValue();
    String signal = SIGNALS.get(status - 128);
    return signal == null
        ? "exit status %d".formatted(status)
        : "signal %d, %s".formatted(status - 128, signal);
  }

  private String lastLines() {
    try (Stream<String> lines = Files.lines(log)) {
      ImmutableList<String> all =
          lines.filter(line -> !line.isBlank()).map(PlainText::oneLine).collect(toImmutableList());
      String last =
          String.join(" / ", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
      return last.isEmpty()
          ? ""
          : "; its last lines: " + last.substring(Math.max(0, last.length() - LONGEST));
    } catch (IOException | RuntimeException e) {
      return "; its log %s cannot be read".formatted(log);
    }
  }

  /** Has the worker end itself, by the end of its input; after a while it is ended. */
  void close() {
    try {
      in.close();
    } catch (IOException e) {
      // It has ended.
    }
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (Files.exists(log) && Files.size(log) == 0) {
        Files.delete(log);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // An empty file stays.
    }
  }
}
