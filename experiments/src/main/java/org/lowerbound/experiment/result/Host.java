package org.lowerbound.experiment.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.lowerbound.memory.MachineMemory;

/**
 * The machine and the Java that a trial runs on.
 *
 * @param java the version of the Java runtime
 * @param platform the operating system, its version and the architecture
 * @param cpu the model of the processor, or {@code unknown}
 * @param cores how many processors Java may use; empty if that was not told
 * @param memoryBytes what the machine or the container has, to the nearest hundredth of a gibibyte;
 *     empty if that was not told
 */
public record Host(
    String java, String platform, String cpu, OptionalLong cores, OptionalLong memoryBytes) {
  /**
   * So much that machines of one kind differ from each other, and from themselves after a start.
   */
  private static final long MEMORY_STEP = (1L << 30) / 100;

  /** Makes a machine of which no more is told. */
  public Host(String java, String platform, String cpu) {
    this(java, platform, cpu, OptionalLong.empty(), OptionalLong.empty());
  }

  /** Returns this machine and this Java. */
  public static Host current() {
    return new Host(
        System.getProperty("java.runtime.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        cpuModel(Path.of("/proc/cpuinfo")),
        OptionalLong.of(Runtime.getRuntime().availableProcessors()),
        OptionalLong.of(rounded(MachineMemory.here().bytes())));
  }

  private static long rounded(long bytes) {
    return (bytes + MEMORY_STEP / 2) / MEMORY_STEP * MEMORY_STEP;
  }

  /** Returns the first model name in a file like Linux's {@code /proc/cpuinfo}. */
  static String cpuModel(Path cpuinfo) {
    // Only Linux has the file, and not every architecture names a model in it.
    if (!Files.isReadable(cpuinfo)) {
      return BuildInfo.UNKNOWN;
    }
    try (Stream<String> lines = Files.lines(cpuinfo, ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith("model name") && line.indexOf(':') >= 0)
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .filter(model -> !model.isEmpty())
          .findFirst()
          .orElse(BuildInfo.UNKNOWN);
    } catch (IOException e) {
      return BuildInfo.UNKNOWN;
    }
  }
}
