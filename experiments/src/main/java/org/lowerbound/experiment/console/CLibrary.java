package org.lowerbound.experiment.console;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.Optional;

/** The few functions of the POSIX C library that are needed. */
interface CLibrary extends Library {
  /** Sets an environment variable of this process. */
  int setenv(String name, String value, int overwrite);

  /** Returns 1 if a descriptor is a terminal. */
  int isatty(int descriptor);

  /** Returns a second descriptor of an open file. */
  int dup(int descriptor);

  /** Makes {@code to} another name of {@code from}. */
  int dup2(int from, int to);

  /** Opens a file. */
  int open(String path, int flags);

  /** Closes a descriptor. */
  int close(int descriptor);

  /** The same for Windows, as far as it has them. */
  interface Windows extends Library {
    /** Sets an environment variable of this process. */
    int _putenv_s(String name, String value);

    /** Returns a number other than 0 if a descriptor is a terminal. */
    int _isatty(int descriptor);
  }

  /** Returns the library, unless this is Windows or it cannot be loaded. */
  static Optional<CLibrary> posix() {
    return Platform.isWindows() ? Optional.empty() : load(Platform.C_LIBRARY_NAME, CLibrary.class);
  }

  /** Returns the library, if this is Windows and it can be loaded. */
  static Optional<Windows> windows() {
    return Platform.isWindows() ? load("msvcrt", Windows.class) : Optional.empty();
  }

  /** Sets an environment variable of this process, for native libraries; Java has read its own. */
  static void setEnvironment(String name, String value) {
    windows().ifPresent(c -> c._putenv_s(name, value));
    posix().ifPresent(c -> c.setenv(name, value, 1));
  }

  private static <T extends Library> Optional<T> load(String name, Class<T> library) {
    try {
      return Optional.of(Native.load(name, library));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty(); // A noisy start and plain lines are better than nothing at all.
    }
  }
}
