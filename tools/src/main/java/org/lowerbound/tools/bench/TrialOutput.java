package org.lowerbound.tools.bench;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a runner in another process has written so far, under the folder of its results. */
final class TrialOutput {
  private final Path out;

  TrialOutput(Path out) {
    this.out = out;
  }

  /** Returns the folder of the results. */
  Path folder() {
    return out;
  }

  /** Returns when a trial logged its first step, if it has. */
  Optional<Instant> firstStep() {
    return lines("log.txt").stream()
        .filter(line -> line.contains(" first step after "))
        .map(line -> Instant.parse(Splitter.on(' ').splitToList(line).get(0)))
        .findFirst();
  }

  /** Returns the number of epochs that trials have made. */
  int epochs() {
    return lines("metrics.jsonl").size();
  }

  /** Returns the files of a name. */
  List<Path> files(String name) {
    if (!Files.isDirectory(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(out)) {
      return files.filter(file -> file.endsWith(name)).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // A file came or went while the folder was read: there is a next time.
    }
  }

  private List<String> lines(String name) {
    return files(name).stream().flatMap(file -> lines(file).stream()).toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      return List.of();
    }
  }
}
