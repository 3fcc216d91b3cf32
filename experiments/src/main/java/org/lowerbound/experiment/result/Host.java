package org.lowerbound.experiment.result;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine and the Java that a trial runs on.
 *
 * @param java the version of the Java runtime
 * @param platform the operating system, its version and the architecture
 * @param cpu the model of the processor, or {@code unknown}
 */
public record Host(String java, String platform, String cpu) {
  /** Returns this machine and this Java. */
  public static Host current() {
    return new Host(
        System.getProperty("java.runtime.version"),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        cpuModel(Path.of("/proc/cpuinfo")));
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
