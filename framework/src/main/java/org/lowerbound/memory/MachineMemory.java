package org.lowerbound.memory;

import static com.google.common.base.Preconditions.checkArgument;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * The memory that this process may use.
 *
 * @param bytes what the machine has, or the container, if that is less
 */
public record MachineMemory(long bytes) {
  /**
   * The room that is left to Java's heap, its code and TensorFlow's: a choice, not a bound. A run
   * of small trials was seen at 0.53 GB of resident memory, which has the trials' tensors in it and
   * pages of files that the system can take back. Data sets come on top.
   */
  private static final long PROGRAM_BYTES = 384L << 20;

  /** Checks the number. */
  public MachineMemory {
    checkArgument(bytes > 0, "memory must be positive but is %s bytes", bytes);
  }

  /** Returns what there is here. Swap space does not count: a step that needs it never ends. */
  public static MachineMemory here() {
    long physical =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return new MachineMemory(
        Math.min(physical, ControlGroups.of(Path.of("/")).limit().orElse(Long.MAX_VALUE)));
  }

  /** Returns what is left for tensors. */
  public long forTensors() {
    return Math.max(bytes / 2, bytes - PROGRAM_BYTES);
  }

  @Override
  public String toString() {
    return ByteText.of(bytes);
  }
}
