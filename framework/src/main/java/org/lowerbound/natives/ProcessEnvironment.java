package org.lowerbound.natives;

import com.sun.jna.Library;

/** The environment of this process as native libraries see it; Java has read its own before. */
public final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /** Sets a variable; without a C library that can be loaded nothing happens. */
  public static void set(String name, String value) {
    CLibraries.windows(Windows.class).ifPresent(c -> c._putenv_s(name, value));
    CLibraries.posix(Posix.class).ifPresent(c -> c.setenv(name, value, 1));
  }

  /** The function of POSIX. */
  interface Posix extends Library {
    /** Sets an environment variable of this process. */
    int setenv(String name, String value, int overwrite);
  }

  /** The function of Windows. */
  interface Windows extends Library {
    /** Sets an environment variable of this process. */
    int _putenv_s(String name, String value);
  }
}
