package org.lowerbound.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * What Spark runs on an executor: a trial in a folder of the executor's own. What the trial reads
 * comes with it, what it leaves goes back.
 */
final class UnsharedTask implements Function<Integer, Answer> {
  private static final long serialVersionUID = 1;

  private final Task task;
  private final WorkerCommand command;
  private final Broadcast<TrialFiles> before;

  /**
   * Prepares it.
   *
   * @param before what the trial has left so far, and the other trials that it reads
   */
  UnsharedTask(Task task, WorkerCommand command, Broadcast<TrialFiles> before) {
    this.task = task;
    this.command = command;
    this.before = before;
  }

  @Override
  public Answer call(Integer unused) throws IOException, InterruptedException {
    Path out = Workers.here().out();
    String trial = task.trial();
    TrialFiles.delete(out.resolve(trial)); // Of an attempt that the runner knows nothing of.
    before.value().write(out);
    String line = Workers.here().run(task, command.withOut(out));
    TrialFiles after = TrialFiles.read(out, List.of(trial));
    TrialFiles.delete(out.resolve(trial));
    return new Answer(line, after);
  }
}
