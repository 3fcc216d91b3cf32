package org.lowerbound.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders of trials on their way between machines that have no folder in common. */
final class TrialFiles implements Serializable {
  private static final long serialVersionUID = 1;

  /** Who runs a trial holds it; it is of no use elsewhere. */
  private static final String LOCK = ".lock";

  /** Says that all other files are there. */
  private static final String RESULT = "result.json";

  /** Their bytes, by their places in the folder of results, with slashes. */
  private final TreeMap<String, byte[]> files = new TreeMap<>();

  /**
   * Reads some folders.
   *
   * @param out the folder of results
   * @param trials the folders of trials in it; one that is not there has no files
   */
  static TrialFiles read(Path out, List<String> trials) throws IOException {
    TrialFiles read = new TrialFiles();
    for (String trial : trials) {
      for (Path file : list(out.resolve(trial))) {
        try {
          read.files.put(
              out.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
          // Somebody has just taken it away.
        }
      }
    }
    return read;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals(LOCK))
          .toList();
    }
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Writes the files, each of them whole or not at all, results last. */
  void write(Path out) throws IOException {
    List<String> names =
        files.keySet().stream()
            .sorted(Comparator.comparing(name -> name.endsWith("/" + RESULT)))
            .toList();
    for (String name : names) {
      Path file = out.resolve(name);
      Files.createDirectories(file.getParent());
      Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
      Files.write(temporary, files.get(name));
      Files.move(
          temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /** Writes the files, and removes what the folder of a trial has besides. */
  void replace(Path out, String trial) throws IOException {
    write(out);
    for (Path file : list(out.resolve(trial))) {
      if (!files.containsKey(out.relativize(file).toString().replace('\\', '/'))) {
        Files.delete(file);
      }
    }
  }

  /** Removes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
