package org.lowerbound.experiment.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
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
      throw new ResultException("cannot write " + file + ": " + WholeFiles.reason(e), e);
    }
  }
}
