package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lowerbound.training.TensorFlowRuntime;

/**
 * How trials were run.
 *
 * @param threads how many threads TensorFlow had for each trial
 * @param jobs how many trials ran side by side, at most; numbers do not depend on it
 * @param natives the build of TensorFlow's native library, e.g. {@code 1.1.0 linux-x86_64}, or
 *     {@code unknown}
 * @param settings the environment variables of the process that TensorFlow reads, by name
 */
public record Execution(
    int threads, int jobs, String natives, ImmutableMap<String, String> settings) {
  /** Those of its log change nothing else. */
  private static final Predicate<String> READ_BY_TENSORFLOW =
      name -> (name.startsWith("TF_") && !name.startsWith("TF_CPP_")) || name.equals("XLA_FLAGS");

  /** Checks the counts. */
  public Execution {
    checkArgument(threads > 0, "threads must be positive but are %s", threads);
    checkArgument(jobs > 0, "jobs must be positive but are %s", jobs);
  }

  /**
   * Returns how this process runs trials.
   *
   * @param jobs how many side by side
   * @param environment that of the process
   */
  public static Execution here(int jobs, Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>(environment);
    settings.keySet().removeIf(READ_BY_TENSORFLOW.negate());
    return new Execution(
        TensorFlowRuntime.sessionConfig().getIntraOpParallelismThreads(),
        jobs,
        BuildInfo.natives(),
        ImmutableMap.copyOf(settings));
  }
}
