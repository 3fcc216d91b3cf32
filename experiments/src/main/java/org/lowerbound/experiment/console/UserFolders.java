package org.lowerbound.experiment.console;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The folders that a user usually has, and a process in a container may not. */
public final class UserFolders {
  private UserFolders() {}

  /** Returns the home folder, which need not exist. */
  public static Optional<Path> home() {
    return named("user.home");
  }

  /** Returns the folder for temporary files, which need not exist. */
  public static Optional<Path> temporary() {
    return named("java.io.tmpdir");
  }

  /** Java calls the home of a user that the system does not know {@code ?}. */
  private static Optional<Path> named(String property) {
    try {
      return Optional.ofNullable(System.getProperty(property))
          .filter(text -> !text.isBlank() && !text.equals("?"))
          .map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty(); // Not a name that this locale has letters for.
    }
  }
}
