package org.lowerbound.memory;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The control groups of this process on Linux, which are how a container or a batch system limits
 * memory. A group is within all groups above it, and the lowest of their limits holds.
 */
final class ControlGroups {
  private static final Path MOUNT = Path.of("sys/fs/cgroup");

  /** A file of a group's folder. */
  private record LimitFile(Path mount, String group, String name) {}

  private final List<LimitFile> files = new ArrayList<>();

  private ControlGroups() {}

  /**
   * Finds the groups.
   *
   * @param root of the file system
   */
  static ControlGroups of(Path root) {
    ControlGroups groups = new ControlGroups();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      List<String> fields = Splitter.on(':').limit(3).splitToList(line); // number:controllers:group
      if (fields.size() < 3) {
        continue;
      }
      if (fields.get(1).isEmpty()) { // version 2, alone or beside version 1
        groups.add(root.resolve(MOUNT), fields.get(2), "memory.max");
      } else if (Splitter.on(',').splitToList(fields.get(1)).contains("memory")) {
        groups.add(root.resolve(MOUNT).resolve("memory"), fields.get(2), "memory.limit_in_bytes");
      }
    }
    return groups;
  }

  private void add(Path mount, String group, String name) {
    files.add(new LimitFile(mount, group, name));
  }

  /** Returns the lowest limit, if there is any. */
  OptionalLong limit() {
    return files.stream().flatMapToLong(ControlGroups::limits).min();
  }

  /** Returns the limits of a group and those above it, as far as they can be seen from here. */
  private static LongStream limits(LimitFile file) {
    LongStream.Builder limits = LongStream.builder();
    Path group = Path.of("/").relativize(Path.of("/").resolve(file.group())).normalize();
    for (Path at = group; at != null; at = at.getParent()) {
      read(file.mount().resolve(at).resolve(file.name())).ifPresent(limits::add);
    }
    read(file.mount().resolve(file.name())).ifPresent(limits::add);
    return limits.build();
  }

  /** Returns the number in a file; "max" is none. */
  private static OptionalLong read(Path file) {
    return lines(file).stream()
        .map(String::trim)
        .filter(line -> line.matches("\\d{1,18}")) // Version 1 has 19 digits where there is none.
        .mapToLong(Long::parseLong)
        .filter(bytes -> bytes > 0)
        .findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of(); // Not Linux, or not ours to see: then there is no limit that we know of.
    }
  }
}
