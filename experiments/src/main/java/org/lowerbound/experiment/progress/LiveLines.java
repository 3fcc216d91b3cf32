package org.lowerbound.experiment.progress;

import com.google.common.collect.ImmutableList;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.console.TerminalSize;

/**
 * Lines at the end of a terminal's text that change in place, under lines that stay.
 *
 * <p>The cursor waits below them, so that what others write begins on a line of its own.
 */
final class LiveLines {
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private final Supplier<TerminalSize> size;
  private ImmutableList<String> shown = ImmutableList.of();

  LiveLines(PrintStream out, Supplier<TerminalSize> size) {
    this.out = out;
    this.size = size;
  }

  /** Returns the size of the terminal now. */
  TerminalSize size() {
    return size.get();
  }

  /**
   * Puts new lines in place of the old ones.
   *
   * @param kept lines that stay above them, whatever their length
   * @param live the new lines, cut to the width
   */
  void draw(List<String> kept, List<String> live) {
    TerminalSize now = size.get();
    // A line as wide as the terminal would move the cursor in some and not in others.
    ImmutableList<String> lines =
        live.stream()
            .map(line -> PlainText.cut(line, now.columns() - 1, "..."))
            .collect(ImmutableList.toImmutableList());
    StringBuilder text = new StringBuilder("\r");
    // A terminal that was made narrower has broken the old lines.
    int rows = shown.stream().mapToInt(line -> rows(line, now.columns())).sum();
    if (rows > 0) {
      text.append(UP.formatted(rows));
    }
    // Written over the old text, in one go: to clear it first would flicker.
    kept.forEach(line -> text.append(line).append(CLEAR_LINE).append('\n'));
    lines.forEach(line -> text.append(line).append(CLEAR_LINE).append('\n'));
    out.print(text.append(CLEAR_BELOW));
    out.flush();
    shown = lines;
  }

  private static int rows(String line, int columns) {
    return Math.max(1, (PlainText.width(line) + columns - 1) / columns);
  }
}
