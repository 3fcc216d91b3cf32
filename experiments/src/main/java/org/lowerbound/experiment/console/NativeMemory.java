package org.lowerbound.experiment.console;

import org.lowerbound.natives.ProcessEnvironment;

/**
 * Keeps TensorFlow within the memory that there is.
 *
 * <p>Where a tensor would need more, its trial fails with a message and the others go on. Without a
 * limit the system ends the whole process. TensorFlow reads the limit when it starts, from the
 * environment, which a running JVM cannot change by itself. Who sets {@code TF_MKL_ALLOC_MAX_BYTES}
 * has another limit in mind.
 */
public final class NativeMemory {
  private static final String TENSORS = "TF_MKL_ALLOC_MAX_BYTES";
  private static final String PROCESS = "org.bytedeco.javacpp.maxPhysicalBytes";

  private NativeMemory() {}

  /** Limits the memory of tensors, of all trials of the process together. */
  public static void limitTo(long bytes) {
    if (System.getenv(TENSORS) == null) {
      ProcessEnvironment.set(TENSORS, Long.toString(bytes));
    }
    // The binding's own limit depends on Java's heap. It looks at the memory of the process, of
    // which TensorFlow's allocator gives nothing back: after one large trial all others would fail.
    if (System.getProperty(PROCESS) == null) {
      System.setProperty(PROCESS, "0");
    }
  }
}
