package org.lowerbound.experiment.console;

/** Whether someone is looking. */
public final class Terminal {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  private Terminal() {}

  /** Returns whether standard output is a terminal that can move its cursor. */
  public static boolean isOutput() {
    return isTerminal(STANDARD_OUTPUT);
  }

  /** Returns whether standard error is a terminal that can move its cursor. */
  public static boolean isError() {
    return isTerminal(STANDARD_ERROR);
  }

  private static boolean isTerminal(int descriptor) {
    return !"dumb".equals(System.getenv("TERM"))
        && (CLibrary.posix().map(c -> c.isatty(descriptor) == 1).orElse(false)
            || CLibrary.windows().map(c -> c._isatty(descriptor) != 0).orElse(false));
  }
}
