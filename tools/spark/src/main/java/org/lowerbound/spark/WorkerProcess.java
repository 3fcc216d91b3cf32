package org.lowerbound.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A worker of this executor. What it prints besides its lines goes to the executor's log. It ends
 * itself at the end of its input, and so when the executor ends, however that happens.
 */
final class WorkerProcess {
  private static final String READY = "ready";
  private static final String PROGRESS = "progress";

  /** The word of a line that is none of the worker's: it has ended. */
  private static final String ENDED = "ended";

  /** With one of these it has done with a trial. */
  private static final Set<String> LAST = Set.of("result", "busy", "stopped", "error");

  private static final int LAST_LINES = 5;
  private static final int LONGEST = 600;

  /** A shell's exit status of a process that was ended by signal 0. */
  private static final int SIGNALS = 128;

  private static final long SECONDS_TO_END = 15;

  private final Process process;
  private final Writer in;
  private final Thread errors;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Deque<String> printed = new ArrayDeque<>();
  private boolean ready;
  private volatile boolean cancelled;

  private WorkerProcess(Process process) {
    this.process = process;
    this.in = new OutputStreamWriter(process.getOutputStream(), UTF_8);
    this.errors = thread(() -> read(process.getErrorStream(), this::print));
    thread(this::listen);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "worker");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Starts a worker, which loads its libraries for some seconds. */
  static WorkerProcess start(WorkerCommand command) throws IOException {
    return new WorkerProcess(command.start());
  }

  private void listen() {
    read(
        process.getInputStream(),
        line -> {
          String word = word(line);
          if (word.equals(READY) || word.equals(PROGRESS) || LAST.contains(word)) {
            heard.add(line);
          } else {
            print(line);
          }
        });
    try {
      errors.join();
      heard.add(ending(process.waitFor()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void read(InputStream stream, Consumer<String> lines) {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // The same as its end.
    }
  }

  private static String word(String line) {
    return line.split(" ", 2)[0];
  }

  private void print(String line) {
    System.err.println(line);
    if (!line.isBlank()) {
      synchronized (printed) {
        printed.add(line.strip());
        if (printed.size() > LAST_LINES) {
          printed.remove();
        }
      }
    }
  }

  private String ending(int status) {
    String what =
        ENDED
            + " with "
            + (status > SIGNALS ? "signal " + (status - SIGNALS) : "exit status " + status);
    String last;
    synchronized (printed) {
      last = String.join(" / ", printed);
    }
    return last.isEmpty()
        ? what
        : what + "; its last lines: " + last.substring(Math.max(0, last.length() - LONGEST));
  }

  /**
   * Has the worker run a trial.
   *
   * @param progress hears how it goes on
   * @return the last line about the trial, for the runner
   * @throws InterruptedException if Spark does not want it any more; the worker has to be closed
   */
  String run(Task task, Consumer<String> progress) throws InterruptedException {
    tell(task.line());
    if (cancelled) {
      tell("cancel"); // The one before may have come too early.
    }
    while (true) {
      String line = heard.take();
      String word = word(line);
      if (LAST.contains(word)) {
        return line;
      } else if (word.equals(READY)) {
        ready = true;
      } else if (word.equals(PROGRESS)) {
        progress.accept(line);
      } else {
        // One that does not start will not do so the next time either, unless it was killed.
        return ready || process.exitValue() > SIGNALS
            ? "crashed %s %s".formatted(task.id(), line)
            : "error %s a worker did not start: it %s".formatted(task.id(), line);
      }
    }
  }

  /** Has the trial that runs, or is just going to, save its state and stop. */
  void cancel() {
    cancelled = true;
    tell("cancel");
  }

  private synchronized void tell(String line) {
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

  /** Has the worker save what it runs and end itself; after a while it is ended. */
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
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
