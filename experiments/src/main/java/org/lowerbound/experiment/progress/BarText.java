package org.lowerbound.experiment.progress;

import org.lowerbound.experiment.console.PlainText;

/** A bar as a line: what it is of, how much is done, and what else there is to say. */
final class BarText {
  private static final int WIDEST = 40;
  private static final int NARROWEST = 5;

  private BarText() {}

  /**
   * Returns the line, in which the bar takes what the words leave.
   *
   * @param before what is left of the bar
   * @param fraction how much is done, from 0 to 1
   * @param after what is right of it
   * @param columns the width of the line
   */
  static String line(String before, double fraction, String after, int columns) {
    int room = columns - PlainText.width(before) - PlainText.width(after) - " []  ".length();
    if (room < NARROWEST) {
      return before + "  " + after;
    }
    int width = Math.min(WIDEST, room);
    int done = (int) (width * Math.min(1, Math.max(0, fraction)));
    return before + " [" + "=".repeat(done) + " ".repeat(width - done) + "] " + after;
  }
}
