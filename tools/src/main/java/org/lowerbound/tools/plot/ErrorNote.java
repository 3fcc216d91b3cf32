package org.lowerbound.tools.plot;

import com.google.common.collect.ImmutableList;
import java.util.IntSummaryStatistics;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;

/** Says what the errors of a plot are. */
final class ErrorNote {
  private final String what;
  private final IntSummaryStatistics trials = new IntSummaryStatistics();
  private boolean examples;

  /** Begins a note on what is drawn in a form, such as {@code Bars}. */
  ErrorNote(String what) {
    this.what = what;
  }

  /** Returns half the length of a mean's error bar, not a number if there is none. */
  double error(Mean mean, int ofTrials) {
    double error = mean.standardError().orElse(Double.NaN);
    if (Double.isFinite(error)) {
      if (ofTrials > 1) {
        trials.accept(ofTrials);
      } else {
        examples = true;
      }
    }
    return error;
  }

  /** Returns the note; empty if there are no errors. */
  String text() {
    ImmutableList.Builder<String> parts = ImmutableList.builder();
    if (trials.getCount() > 0) {
      parts.add(
          "%s: ± one standard error over %s trials."
              .formatted(
                  what,
                  trials.getMin() == trials.getMax()
                      ? Integer.toString(trials.getMin())
                      : "%s to %s".formatted(trials.getMin(), trials.getMax())));
    }
    if (examples) {
      parts.add("Thin bars: ± one standard error over the examples of a single trial.");
    }
    return String.join(" ", parts.build());
  }

  /** Returns what is to be said besides, a sentence each. */
  ImmutableList<String> remarks() {
    return examples
        ? ImmutableList.of(
            "thin error bars are over the examples of one trial and say nothing of other seeds")
        : ImmutableList.of();
  }
}
