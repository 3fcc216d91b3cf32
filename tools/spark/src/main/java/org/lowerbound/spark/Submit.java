package org.lowerbound.spark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The command line: {@code spark-submit --class org.lowerbound.spark.Submit spark.jar --runner
 * runner.jar --sweep beta.json}. It is the engine of a runner that it starts.
 */
public final class Submit {
  private static final int USAGE = 2;
  private static final String PLUGINS = "spark.plugins";

  /** Hooks of Spark's have less: it must be there while trials are saved. */
  private static final int BEFORE_SPARK = 1_000;

  private static final long MINUTES_TO_STOP = 10;

  /** Executors that come later than this after one another are not waited for. */
  private static final long SECONDS_FOR_MORE = 2;

  private Submit() {}

  /** Runs a sweep and ends the process with the runner's status. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Submission submission;
    try {
      submission = Submission.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Submission.USAGE);
      System.exit(USAGE);
      return;
    }
    System.exit(run(submission));
  }

  private static int run(Submission submission) throws IOException, InterruptedException {
    try (JavaSparkContext spark = new JavaSparkContext(conf())) {
      RunnerProcess runner =
          RunnerProcess.start(
              submission.runner(),
              submission.rest(),
              submission.jobs().isPresent() ? submission.jobs().get() : 2 * slots(spark));
      Runnable stop = () -> runner.stop(MINUTES_TO_STOP, TimeUnit.MINUTES);
      ShutdownHookManager hooks = ShutdownHookManager.get();
      hooks.addShutdownHook(stop, BEFORE_SPARK, MINUTES_TO_STOP + 1, TimeUnit.MINUTES);
      TrialJobs jobs = new TrialJobs(spark, runner, submission.worker(), submission.shared());
      Messages.listenBy(jobs);
      jobs.run();
      int status = runner.status();
      if (!hooks.isShutdownInProgress()) {
        hooks.removeShutdownHook(stop);
      }
      return status;
    }
  }

  private static SparkConf conf() {
    SparkConf conf = new SparkConf();
    String own = Messages.class.getName();
    return conf.setIfMissing("spark.app.name", "lowerbound")
        .set(PLUGINS, conf.contains(PLUGINS) ? conf.get(PLUGINS) + "," + own : own)
        // A second copy of a trial would only wait for the first.
        .set("spark.speculation", "false")
        // The runner counts how often a trial is tried.
        .setIfMissing("spark.task.maxFailures", "1")
        // Others have to be told of the classes that they are to write.
        .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer")
        .setIfMissing("spark.log.level", "WARN");
  }

  /** Returns how many trials Spark can run at a time, once its first executors are there. */
  private static int slots(JavaSparkContext spark) throws InterruptedException {
    long unused = spark.parallelize(List.of(0), 1).count(); // Waits for one.
    int before = 0;
    int cores = spark.defaultParallelism();
    while (cores > before) {
      before = cores;
      TimeUnit.SECONDS.sleep(SECONDS_FOR_MORE);
      cores = spark.defaultParallelism();
    }
    return Math.max(1, cores / spark.getConf().getInt("spark.task.cpus", 1));
  }
}
