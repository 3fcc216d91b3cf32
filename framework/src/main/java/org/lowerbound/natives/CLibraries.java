package org.lowerbound.natives;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.Optional;

/** The C library of the host, as interfaces that declare what they need of it. */
public final class CLibraries {
  private CLibraries() {}

  /** Returns the POSIX library, unless this is Windows or it cannot be loaded. */
  public static <T extends Library> Optional<T> posix(Class<T> functions) {
    return Platform.isWindows() ? Optional.empty() : load(Platform.C_LIBRARY_NAME, functions);
  }

  /** Returns that of Windows, if this is Windows and it can be loaded. */
  public static <T extends Library> Optional<T> windows(Class<T> functions) {
    return Platform.isWindows() ? load("msvcrt", functions) : Optional.empty();
  }

  private static <T extends Library> Optional<T> load(String name, Class<T> functions) {
    try {
      return Optional.of(Native.load(name, functions));
    } catch (LinkageError e) {
      // JNA itself cannot be unpacked or loaded, and is then not even there at the next call. A
      // noisy start and plain lines are better than nothing at all.
      return Optional.empty();
    }
  }
}
