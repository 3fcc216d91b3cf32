package org.lowerbound.training;

import org.lowerbound.data.Split;
import org.lowerbound.evaluation.SplitRunner;

/** Tells a measurement how far a training beside the trial is, and ends it with the trial. */
record SideListener(SplitRunner runner) implements TrialListener {
  /** Often enough for people, and so seldom that it takes no time. */
  private static final int STEPS = 50;

  @Override
  public void step(long done, long total) {
    if (done % STEPS == 0 || done == total) {
      runner.progress((int) (runner.count() * done / total));
    }
  }

  @Override
  public void epoch(Epoch epoch) {}

  @Override
  public void evaluating(Split split, String metric, int examplesDone, int examples) {}

  /** Where the trial is stopped, {@link SplitRunner#progress} says so. */
  @Override
  public boolean cancelled() {
    return false;
  }
}
