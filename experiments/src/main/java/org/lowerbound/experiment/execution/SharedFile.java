package org.lowerbound.experiment.execution;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.lowerbound.file.WholeFiles;

/** A file that two trials have. */
final class SharedFile {
  private SharedFile() {}

  /**
   * Puts a file of one trial into the folder of another, replacing what is there. For files that
   * are replaced and never changed: two names for one are safe then.
   */
  static void link(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Path temporary = to.resolveSibling("." + to.getFileName() + ".adopted.tmp");
    Files.deleteIfExists(temporary);
    try {
      try {
        Files.createLink(temporary, from);
      } catch (FileAlreadyExistsException | UnsupportedOperationException e) {
        Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) { // Another file system, or one without links.
        Files.copy(from, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      WholeFiles.move(temporary, to);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
