package org.lowerbound.experiment.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.file.WholeFiles;

/** Files that are written whole or not at all, with every failure as a {@link ResultException}. */
public final class AtomicFiles {
  private AtomicFiles() {}

  /**
   * Writes a text as UTF-8, making the directory if need be and replacing an older file.
   *
   * <p>A reader, or a crash at any moment, sees the older file or the new one and never a part.
   *
   * @throws ResultException if it cannot be written; an older file is then as it was
   */
  public static void write(Path file, String text) {
    write(file, text.getBytes(UTF_8));
  }

  /**
   * Writes bytes in the same way.
   *
   * @throws ResultException if it cannot be written; an older file is then as it was
   */
  public static void write(Path file, byte[] bytes) {
    try {
      WholeFiles.write(file, out -> out.write(bytes));
    } catch (IOException e) {
      throw new ResultException("cannot write " + file + ": " + reason(e), e);
    }
  }

  /**
   * A file system's exceptions often have a path for their message and the reason in their type.
   */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    if (e instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is not a directory";
    }
    if (e instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason();
    }
    return Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
  }
}
