package org.lowerbound.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The workers of this executor: as many as trials have run side by side. One that is idle runs the
 * next trial that Spark brings.
 */
final class Workers {
  /** Spark makes tasks anew for every trial; what they share is in the class. */
  private static final Workers HERE = new Workers();

  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private final Set<WorkerProcess> all = new HashSet<>();
  private Optional<Path> out = Optional.empty();
  private boolean cancelled;
  private volatile Consumer<String> driver = line -> {};

  private Workers() {}

  /** Returns those of this process. */
  static Workers here() {
    return HERE;
  }

  /**
   * Says who hears how trials go on.
   *
   * @param lines takes lines for the driver
   */
  void connect(Consumer<String> lines) {
    driver = lines;
  }

  /**
   * Runs a trial.
   *
   * @return the last line about it, for the runner
   * @throws InterruptedException if Spark does not want it any more; its state is saved
   */
  String run(Task task, WorkerCommand command) throws InterruptedException {
    driver.accept("begun " + task.id());
    WorkerProcess worker;
    try {
      worker = take(command);
    } catch (IOException e) {
      return "error %s cannot start a worker on %s: %s"
          .formatted(task.id(), host(), e.getMessage());
    }
    boolean kept = false;
    try {
      String last =
          isCancelled() ? "stopped " + task.id() : worker.run(task, line -> driver.accept(line));
      kept = worker.isAlive();
      return last;
    } finally {
      if (kept) {
        putBack(worker);
      } else {
        forget(worker);
        worker.close();
      }
    }
  }

  /**
   * Returns the folder of results here, for trials that run where the runner's is not. It is in the
   * executor's own folder, which a cluster clears up, and is removed by an executor that has time.
   */
  synchronized Path out() throws IOException {
    if (out.isEmpty()) {
      out = Optional.of(Files.createTempDirectory(Path.of("").toAbsolutePath(), "lowerbound-"));
    }
    return out.get();
  }

  private synchronized WorkerProcess take(WorkerCommand command) throws IOException {
    while (!idle.isEmpty()) {
      WorkerProcess worker = idle.pop();
      if (worker.isAlive()) {
        return worker;
      }
      all.remove(worker);
    }
    WorkerProcess worker = WorkerProcess.start(command);
    all.add(worker);
    return worker;
  }

  private synchronized void putBack(WorkerProcess worker) {
    idle.push(worker);
  }

  private synchronized void forget(WorkerProcess worker) {
    all.remove(worker);
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Has all trials save their state and stop; none is begun any more. */
  synchronized void cancel() {
    if (!cancelled) {
      cancelled = true;
      all.forEach(WorkerProcess::cancel);
    }
  }

  /** Ends the workers: each saves what it runs. */
  void close() {
    List<WorkerProcess> workers;
    Optional<Path> folder;
    synchronized (this) {
      workers = List.copyOf(all);
      folder = out;
    }
    workers.parallelStream().forEach(WorkerProcess::close);
    try {
      if (folder.isPresent()) {
        TrialFiles.delete(folder.get());
      }
    } catch (IOException e) {
      System.err.println("cannot remove " + folder.get() + ": " + e.getMessage());
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "an executor's machine";
    }
  }
}
