package org.lowerbound.tools.bench.report;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Host;

/**
 * What times were taken on.
 *
 * @param host the processor, the operating system and the Java
 * @param cores how many processors the process may use
 * @param caches the caches of the first, e.g. {@code L1 Data 48K}; empty if not known
 * @param memoryBytes the memory of the machine
 * @param tensorflow the version of TensorFlow
 * @param build the version and commit of Lowerbound
 */
public record Machine(
    Host host,
    int cores,
    ImmutableList<String> caches,
    long memoryBytes,
    String tensorflow,
    BuildInfo build) {
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  /** Returns this machine. */
  public static Machine current(String tensorflow) {
    return new Machine(
        Host.current(),
        Runtime.getRuntime().availableProcessors(),
        caches(CACHES),
        memory(),
        tensorflow,
        BuildInfo.current());
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /** Returns the caches that a folder like Linux's describes; none if there is no such folder. */
  static ImmutableList<String> caches(Path folder) {
    if (!Files.isDirectory(folder)) {
      return ImmutableList.of();
    }
    List<String> caches = new ArrayList<>();
    try (DirectoryStream<Path> indexes = Files.newDirectoryStream(folder, "index*")) {
      for (Path index : indexes) {
        caches.add(
            "L%s %s %s".formatted(line(index, "level"), line(index, "type"), line(index, "size")));
      }
    } catch (IOException e) {
      return ImmutableList.of(); // A description with less in it is no reason to fail.
    }
    return ImmutableList.sortedCopyOf(caches);
  }

  private static String line(Path index, String file) throws IOException {
    return Files.readString(index.resolve(file)).strip();
  }
}
