package org.lowerbound.experiment.progress;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.lowerbound.experiment.console.Terminal;

/** The ways to show progress. */
public enum ProgressMode {
  /** Bars on a terminal, lines else. */
  AUTO,
  /** Bars. */
  BAR,
  /** A line now and then. */
  PLAIN,
  /** Nothing. */
  NONE;

  /** Returns what users call them. */
  public static ImmutableList<String> labels() {
    return Stream.of(values())
        .map(mode -> Ascii.toLowerCase(mode.name()))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Starts to show a sweep.
   *
   * @param trials the number of trials to run
   * @param jobs how many run side by side
   * @param out where to
   */
  public Progress open(int trials, int jobs, PrintStream out) {
    return switch (this) {
      case BAR -> new BarProgress(trials, jobs, out, Terminal::errorSize);
      case PLAIN -> new PlainProgress(trials, jobs, out);
      case NONE -> new NoProgress();
      case AUTO -> (Terminal.isError() ? BAR : PLAIN).open(trials, jobs, out);
    };
  }
}
