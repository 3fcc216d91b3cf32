package org.lowerbound.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * Runs a trial, when the runner asks for it, as a job of Spark's of its own. In one job for all, a
 * trial that takes its executors down would end the others, too.
 */
final class TrialJobs implements Messages.Listener {
  private static final Pattern EXECUTOR_LOST =
      Pattern.compile("ExecutorLostFailure \\(executor (\\S+) [^)]*\\)(?: Reason: )?([^\\n]*)");

  private final JavaSparkContext spark;
  private final RunnerProcess runner;
  private final WorkerCommand command;
  private final boolean shared;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** By the ids of trials, whether an executor has begun with it. */
  private final Map<String, Boolean> begun = new ConcurrentHashMap<>();

  private volatile boolean cancelled;

  /**
   * Prepares to run trials.
   *
   * @param shared whether executors see the folder of results
   */
  TrialJobs(JavaSparkContext spark, RunnerProcess runner, WorkerCommand command, boolean shared) {
    this.spark = spark;
    this.runner = runner;
    this.command = command;
    this.shared = shared;
  }

  /** Does what the runner asks for until it has ended. What else it prints is for the user. */
  void run() throws IOException {
    for (String line = runner.next(); line != null; line = runner.next()) {
      if (line.startsWith("task {")) {
        Task task = Task.parse(line);
        begun.put(task.id(), false);
        threads.execute(() -> run(task));
      } else if (line.equals("cancel")) {
        cancel();
      } else {
        System.out.println(line);
      }
    }
    threads.shutdown();
  }

  /** Executors ask whether they shall stop; what they have not begun is called off. */
  private void cancel() {
    cancelled = true;
    begun.forEach(
        (id, running) -> {
          if (!running) {
            spark.cancelJobGroup(id);
          }
        });
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }

  @Override
  public void hear(String line) {
    if (line.startsWith("begun ")) {
      begun.replace(line.split(" ", 2)[1], true);
    } else {
      runner.tell(line);
    }
  }

  private void run(Task task) {
    String line;
    try {
      line = cancelled ? "stopped " + task.id() : answer(task);
    } catch (IOException e) {
      line = "error %s cannot keep its files: %s".formatted(task.id(), e);
    } catch (Exception | Error e) { // Scala declares no exceptions; the runner waits for a line.
      line = failed(task, String.valueOf(e.getMessage()));
    }
    begun.remove(task.id());
    runner.tell(line);
  }

  private String answer(Task task) throws IOException {
    if (shared) {
      return run(task, new SharedTask(task, command)).line();
    }
    List<String> folders = new ArrayList<>(task.reads());
    folders.add(task.trial());
    Broadcast<TrialFiles> before = spark.broadcast(TrialFiles.read(task.out(), folders));
    try {
      Answer answer = run(task, new UnsharedTask(task, command, before));
      answer.files().replace(task.out(), task.trial());
      return answer.line();
    } finally {
      before.destroy();
    }
  }

  private Answer run(Task task, Function<Integer, Answer> function) {
    spark.setJobGroup(task.id(), "trial " + task.id(), true);
    return spark.parallelize(List.of(0), 1).map(function).collect().get(0);
  }

  /** A trial that Spark gives up, mostly for its executor is gone, is the runner's to try again. */
  private String failed(Task task, String message) {
    if (cancelled) {
      return "stopped " + task.id();
    }
    Matcher lost = EXECUTOR_LOST.matcher(message);
    return "crashed %s %s"
        .formatted(
            task.id(),
            lost.find()
                ? "was lost with executor %s (%s)".formatted(lost.group(1), lost.group(2))
                : "could not be run by Spark (%s)"
                    .formatted(message.lines().findFirst().orElse("")));
  }
}
