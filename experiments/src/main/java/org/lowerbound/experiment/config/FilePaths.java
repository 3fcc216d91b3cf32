package org.lowerbound.experiment.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads paths that users wrote. */
public final class FilePaths {
  private FilePaths() {}

  /**
   * Returns the path that a text spells.
   *
   * @param where the key or option that has it
   * @throws ConfigException if the text is none, such as one with a NUL in it
   */
  public static Path of(String where, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ConfigException.at(where, "'%s' is not a path".formatted(Shown.text(text)));
    }
  }
}
