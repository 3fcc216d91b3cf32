package org.lowerbound.natives;

import com.sun.jna.Library;

/**
 * Keeps TensorFlow's native log off the terminal.
 *
 * <p>Its level is read from the environment when the library loads, which a running JVM cannot
 * change by itself; and what it says while it starts is written whatever the level. So the level is
 * set through the C library, and standard error is closed to it for the moment of the start. Who
 * sets {@code TF_CPP_MIN_LOG_LEVEL} wants to read the log, and does.
 */
public final class NativeLog {
  private static final String LEVEL = "TF_CPP_MIN_LOG_LEVEL";
  private static final String ERRORS_ONLY = "2";
  private static final int STANDARD_ERROR = 2;
  private static final int WRITE_ONLY = 1;

  private NativeLog() {}

  /** Runs {@code start}, which loads TensorFlow, in silence. */
  public static void quietly(Runnable start) {
    if (System.getenv(LEVEL) != null) {
      start.run();
      return;
    }
    ProcessEnvironment.set(LEVEL, ERRORS_ONLY);
    CLibraries.posix(Descriptors.class).ifPresentOrElse(c -> withoutStandardError(c, start), start);
  }

  private static void withoutStandardError(Descriptors c, Runnable start) {
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

  /** The functions of POSIX. */
  interface Descriptors extends Library {
    /** Returns a second descriptor of an open file. */
    int dup(int descriptor);

    /** Makes {@code to} another name of {@code from}. */
    int dup2(int from, int to);

    /** Opens a file. */
    int open(String path, int flags);

    /** Closes a descriptor. */
    int close(int descriptor);
  }
}
