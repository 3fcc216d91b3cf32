package org.lowerbound.experiment;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.util.Optional;

/**
 * Keeps TensorFlow's native log off the terminal.
 *
 * <p>Its level is read from the environment when the library loads, which a running JVM cannot
 * change by itself; and what it says while it starts is written whatever the level. So the level is
 * set through the C library, and standard error is closed to it for the moment of the start. Who
 * sets {@code TF_CPP_MIN_LOG_LEVEL} wants to read the log, and does.
 */
final class NativeLog {
  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";
  private static final String ERRORS_ONLY = "2";
  private static final int STANDARD_ERROR = 2;
  private static final int WRITE_ONLY = 1;

  private NativeLog() {}

  /** The few functions of the C library that are needed. */
  interface CLibrary extends Library {
    /** Sets an environment variable of this process. */
    int setenv(String name, String value, int overwrite);

    /** Returns a second descriptor of an open file. */
    int dup(int descriptor);

    /** Makes {@code to} another name of {@code from}. */
    int dup2(int from, int to);

    /** Opens a file. */
    int open(String path, int flags);

    /** Closes a descriptor. */
    int close(int descriptor);
  }

  /** The same for Windows, where the level is all that is set. */
  interface WindowsLibrary extends Library {
    /** Sets an environment variable of this process. */
    int _putenv_s(String name, String value);
  }

  /** Runs {@code start}, which loads TensorFlow, in silence. */
  static void quietly(Runnable start) {
    if (System.getenv(LEVEL) != null) {
      start.run();
      return;
    }
    if (Platform.isWindows()) {
      load("msvcrt", WindowsLibrary.class).ifPresent(c -> c._putenv_s(LEVEL, ERRORS_ONLY));
      start.run();
      return;
    }
    Optional<CLibrary> library = load(Platform.C_LIBRARY_NAME, CLibrary.class);
    library.ifPresent(c -> c.setenv(LEVEL, ERRORS_ONLY, 1));
    library.ifPresentOrElse(c -> withoutStandardError(c, start), start);
  }

  private static void withoutStandardError(CLibrary c, Runnable start) {
    System.err.flush();
    int saved = c.dup(STANDARD_ERROR);
    int nowhere = c.open("/dev/null", WRITE_ONLY);
    try {
      c.dup2(nowhere, STANDARD_ERROR);
      start.run();
    } finally {
      c.dup2(saved, STANDARD_ERROR);
      c.close(saved);
      c.close(nowhere);
    }
  }

  private static <T extends Library> Optional<T> load(String name, Class<T> library) {
    try {
      return Optional.of(Native.load(name, library));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty(); // A noisy start is better than none.
    }
  }
}
