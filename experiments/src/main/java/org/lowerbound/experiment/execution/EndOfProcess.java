package org.lowerbound.experiment.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is written down of a process while it lives, so that its end can be explained afterwards:
 * Java leaves a report of a crash, Linux counts the processes that it killed for their memory.
 *
 * @param pid the process
 * @param folder its current folder, where Java leaves the report
 * @param boot the start of the machine, which sets the count back
 * @param memoryKills how many processes had been killed for memory when it started; -1 if unknown
 */
record EndOfProcess(long pid, String folder, String boot, long memoryKills) {
  private static final Path COUNTS = Path.of("/proc/vmstat");
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final String KILLS = "oom_kill ";

  static EndOfProcess ofThisOne() {
    return new EndOfProcess(
        ProcessHandle.current().pid(),
        Path.of("").toAbsolutePath().toString(),
        text(BOOT).orElse(""),
        memoryKillsSoFar());
  }

  static EndOfProcess decode(JsonNode json) {
    return new EndOfProcess(
        json.path("pid").asLong(),
        json.path("folder").asText(),
        json.path("boot").asText(),
        json.path("memoryKills").asLong(-1));
  }

  void encode(ObjectNode json) {
    json.put("pid", pid).put("folder", folder).put("boot", boot).put("memoryKills", memoryKills);
  }

  /** Returns why the process ended, if something tells. */
  Optional<String> explanation() {
    String report = "hs_err_pid%d.log".formatted(pid);
    return Stream.of(folder, System.getProperty("java.io.tmpdir", ""))
        .filter(place -> !place.isEmpty())
        .map(place -> Path.of(place).resolve(report))
        .filter(Files::exists)
        .findFirst()
        .map(file -> "it crashed in native code, see " + file)
        .or(() -> killedForMemory() ? Optional.of("killed for its memory") : Optional.empty());
  }

  private boolean killedForMemory() {
    return memoryKills >= 0
        && text(BOOT).equals(Optional.of(boot))
        && memoryKillsSoFar() > memoryKills;
  }

  private static long memoryKillsSoFar() {
    return text(COUNTS).stream()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(KILLS))
        .mapToLong(line -> Long.parseLong(line.substring(KILLS.length()).strip()))
        .findFirst()
        .orElse(-1);
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      return Optional.empty(); // Not Linux.
    }
  }
}
