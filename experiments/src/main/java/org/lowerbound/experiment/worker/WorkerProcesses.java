package org.lowerbound.experiment.worker;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.lowerbound.experiment.execution.LostTrialException;
import org.lowerbound.experiment.execution.TrialAudience;
import org.lowerbound.experiment.execution.TrialExecutor;
import org.lowerbound.experiment.execution.TrialRequest;
import org.lowerbound.experiment.result.TrialResult;

/**
 * Runs trials in processes of their own, by a command that starts one. A process is started when
 * none is idle, so that there are never more than trials run side by side, and is used again. One
 * that ends without a word takes no other trial with it: its trial goes on in another process.
 */
public final class WorkerProcesses implements TrialExecutor {
  private final WorkerCommand command;
  private final Path logs;
  private final Optional<Path> data;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private final List<WorkerProcess> all = new ArrayList<>();
  private int started;

  /**
   * Starts nothing yet.
   *
   * @param logs the folder for what the workers print
   * @param data where the user says that data sets are
   */
  public WorkerProcesses(WorkerCommand command, Path logs, Optional<Path> data) {
    this.command = command;
    this.logs = logs;
    this.data = data;
  }

  @Override
  public Optional<TrialResult> run(TrialRequest request, TrialAudience audience)
      throws LostTrialException, InterruptedException {
    HeardTrial trial = new HeardTrial(request, audience);
    Line task = Task.of(request, data);
    HeardTrial.Attempts attempts = new HeardTrial.Attempts();
    while (true) {
      WorkerProcess worker = worker(trial::cancelled);
      try {
        Optional<TrialResult> result = trial.runBy(task, worker::tell, worker.heard());
        putBack(worker);
        return result;
      } catch (LostTrialException e) {
        worker.close();
        attempts.count(trial, e.getMessage());
      }
    }
  }

  private WorkerProcess worker(BooleanSupplier cancelled) throws InterruptedException {
    Path log;
    synchronized (this) {
      while (!idle.isEmpty()) {
        WorkerProcess worker = idle.pop();
        if (worker.isAlive()) {
          return worker;
        }
      }
      log = logs.resolve("%d-%d.log".formatted(ProcessHandle.current().pid(), ++started));
    }
    WorkerProcess worker = WorkerProcess.start(command, log, cancelled);
    synchronized (this) {
      all.add(worker);
    }
    return worker;
  }

  private synchronized void putBack(WorkerProcess worker) {
    idle.push(worker);
  }

  @Override
  public boolean elsewhere() {
    return true;
  }

  @Override
  public void close() {
    ImmutableList<WorkerProcess> workers;
    synchronized (this) {
      workers = ImmutableList.copyOf(all);
    }
    workers.parallelStream().forEach(WorkerProcess::close);
  }
}
