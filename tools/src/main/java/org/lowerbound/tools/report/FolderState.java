package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.ResultException;

/**
 * How the files of a sweep stand, by which it is seen that there is something new without reading
 * them.
 *
 * @param files what is known of each
 */
record FolderState(ImmutableSet<String> files) {
  /** A trial's figures are two folders below the folder of all trials. */
  private static final int DEPTH = 4;

  /** Returns how the files of a folder stand. */
  static FolderState of(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return new FolderState(
          files.filter(FolderState::matters).flatMap(FolderState::state).collect(toImmutableSet()));
    } catch (IOException | UncheckedIOException e) {
      throw new ResultException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean matters(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".")
        && (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".png"));
  }

  /** What is gone by now has no state. */
  private static Stream<String> state(Path file) {
    try {
      return Stream.of(
          "%s %d %s".formatted(file, Files.size(file), Files.getLastModifiedTime(file)));
    } catch (IOException e) {
      return Stream.of();
    }
  }
}
