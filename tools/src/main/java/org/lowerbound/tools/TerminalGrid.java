package org.lowerbound.tools;

import org.lowerbound.experiment.console.Terminal;
import org.lowerbound.experiment.result.TextGrid;

/** How text is laid out for who is looking. */
final class TerminalGrid {
  private static final String SIGNS = "±↑↓…†‡§¶△▽≠";

  private TerminalGrid() {}

  /**
   * Returns the layout of the standard output's terminal; a file or a pipe has lines of any length.
   *
   * @param toFile whether the text goes to a file instead
   */
  static TextGrid current(boolean toFile) {
    boolean looking = !toFile && Terminal.isOutput();
    return new TextGrid(
        !looking || Terminal.outputShows(SIGNS),
        looking && System.getenv("NO_COLOR") == null,
        looking ? Terminal.outputSize().columns() : Integer.MAX_VALUE);
  }
}
