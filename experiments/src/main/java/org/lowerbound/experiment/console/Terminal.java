package org.lowerbound.experiment.console;

import java.nio.charset.Charset;

/** Whether someone is looking, and at how much. */
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

  /** Returns the size of the terminal behind standard output. */
  public static TerminalSize outputSize() {
    return TerminalSize.of(STANDARD_OUTPUT, System.getenv());
  }

  /** Returns the size of the terminal behind standard error. */
  public static TerminalSize errorSize() {
    return TerminalSize.of(STANDARD_ERROR, System.getenv());
  }

  /** Returns whether standard output can show all characters of a text. */
  public static boolean outputShows(String text) {
    String encoding =
        System.getProperty("sun.stdout.encoding", System.getProperty("native.encoding"));
    return encoding != null && Charset.forName(encoding).newEncoder().canEncode(text);
  }

  private static boolean isTerminal(int descriptor) {
    return !"dumb".equals(System.getenv("TERM"))
        && (CLibrary.posix().map(c -> c.isatty(descriptor) == 1).orElse(false)
            || CLibrary.windows().map(c -> c._isatty(descriptor) != 0).orElse(false));
  }
}
