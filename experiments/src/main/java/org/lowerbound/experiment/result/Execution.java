package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.TreeMap;
import org.lowerbound.training.TensorFlowRuntime;

/**
 * How trials were run.
 *
 * @param threads how many threads TensorFlow had for each trial
 * @param jobs how many trials ran side by side, at most; numbers do not depend on it
 * @param natives the build of TensorFlow's native library, e.g. {@code 1.1.0 linux-x86_64}, or
 *     {@code unknown}
 * @param settings the environment variables of the process by which TensorFlow chooses its kernels,
 *     by name
 */
public record Execution(
    int threads, int jobs, String natives, ImmutableMap<String, String> settings) {
  /** Those by which it chooses its kernels. By name: other programs' begin with TF_, too. */
  private static final ImmutableSet<String> OF_KERNELS =
      ImmutableSet.of(
          "TF_ENABLE_ONEDNN_OPTS",
          "TF_DISABLE_MKL",
          "ONEDNN_MAX_CPU_ISA",
          "DNNL_MAX_CPU_ISA",
          "TF_XLA_FLAGS",
          "XLA_FLAGS",
          "TF_DETERMINISTIC_OPS",
          "TF_CUDNN_DETERMINISTIC",
          "NVIDIA_TF32_OVERRIDE",
          "TF_ENABLE_CUBLAS_TENSOR_OP_MATH_FP32");

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
    settings.keySet().retainAll(OF_KERNELS);
    return new Execution(
        TensorFlowRuntime.sessionConfig().getIntraOpParallelismThreads(),
        jobs,
        BuildInfo.natives(),
        ImmutableMap.copyOf(settings));
  }
}
