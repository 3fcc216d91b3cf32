package org.lowerbound.spark;

import org.apache.spark.api.java.function.Function;

/** What Spark runs on an executor: a trial whose folder the executor and the runner both see. */
final class SharedTask implements Function<Integer, Answer> {
  private static final long serialVersionUID = 1;

  private final Task task;
  private final WorkerCommand command;

  SharedTask(Task task, WorkerCommand command) {
    this.task = task;
    this.command = command;
  }

  @Override
  public Answer call(Integer unused) throws InterruptedException {
    return new Answer(Workers.here().run(task, command), new TrialFiles());
  }
}
