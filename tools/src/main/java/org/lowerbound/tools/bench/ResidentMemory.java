package org.lowerbound.tools.bench;

import com.google.common.base.CharMatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory of a process as Linux tells it. */
final class ResidentMemory {
  private static final int KILOBYTE = 1024;

  private ResidentMemory() {}

  /** Returns whether this system tells. */
  static boolean isKnown() {
    return now(ProcessHandle.current().pid()).isPresent();
  }

  /** Returns the bytes that a process has in memory; empty if it has ended. */
  static OptionalLong now(long pid) {
    return field(pid, "VmRSS:");
  }

  /** Returns the most bytes that it ever had; empty if it has ended. */
  static OptionalLong peak(long pid) {
    return field(pid, "VmHWM:");
  }

  private static OptionalLong field(long pid, String name) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
        if (line.startsWith(name)) {
          return OptionalLong.of(
              KILOBYTE * Long.parseLong(CharMatcher.inRange('0', '9').retainFrom(line)));
        }
      }
    } catch (IOException e) {
      return OptionalLong.empty(); // There is no such process, or no such system.
    }
    return OptionalLong.empty();
  }
}
