package org.lowerbound.experiment.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesAndReplacesAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("a.json");
    AtomicFiles.write(file, "a much longer text\n");
    AtomicFiles.write(file, "±\n");
    assertEquals("±\n", Files.readString(file));
    assertEquals(List.of("a.json"), names());
  }

  @Test
  void makesTheFolder() throws IOException {
    Path file = folder.resolve("x/y/a.json");
    AtomicFiles.write(file, "text");
    assertEquals("text", Files.readString(file));
  }

  @Test
  void whatCannotBeWrittenIsNamedAndLeavesNothing() throws IOException {
    Path taken = Files.createDirectory(folder.resolve("taken"));
    Path inside = Files.writeString(taken.resolve("inside"), "kept");
    var e = assertThrows(ResultException.class, () -> AtomicFiles.write(taken, "text"));
    assertTrue(e.getMessage().startsWith("cannot write " + taken + ": "), e.getMessage());
    assertEquals("kept", Files.readString(inside));
    assertEquals(List.of("taken"), names());
  }

  @Test
  void aFileInTheWayOfAFolderIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    Path below = file.resolve("a.json");
    var e = assertThrows(ResultException.class, () -> AtomicFiles.write(below, "text"));
    assertEquals("cannot write " + below + ": " + file + " is not a directory", e.getMessage());
    assertEquals("kept", Files.readString(file));
  }
}
