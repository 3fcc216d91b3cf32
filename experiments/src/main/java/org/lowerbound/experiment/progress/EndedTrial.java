package org.lowerbound.experiment.progress;

import org.lowerbound.experiment.console.PlainText;

/** The line that stays of a trial. */
final class EndedTrial {
  private EndedTrial() {}

  /**
   * Returns e.g. {@code [3/15] objective.beta=2, seed=1: completed in 12.3 s, elbo -41.19}, on one
   * line of the terminal: how it ended is told whole, numbers as far as there is room, and a label
   * that leaves none is cut.
   */
  static String line(SweepClock clock, String label, String outcome, int columns) {
    String count = "[%d/%d] ".formatted(clock.finished(), clock.trials());
    String text = PlainText.oneLine(outcome);
    int room = columns - 1 - count.length() - ": ".length();
    while (PlainText.width(label) + PlainText.width(text) > room && text.contains(", ")) {
      text = text.substring(0, text.lastIndexOf(", "));
    }
    int forLabel = Math.max(room / 2, room - PlainText.width(text));
    String line = count + PlainText.cut(label, forLabel, "...") + ": " + text;
    return PlainText.cut(line, columns - 1, "...");
  }
}
