package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.experiment.statistics.Correction;
import org.lowerbound.experiment.statistics.PairedTest;

/**
 * How rows are tested.
 *
 * @param test the test of each row and column against a baseline
 * @param correction what is made of the p values of all of them together
 * @param level a difference is found if its p, corrected, is not above this
 */
public record TestPlan(PairedTest test, Correction correction, double level) {
  /** Checks the level. */
  public TestPlan {
    checkArgument(level > 0 && level < 1, "the level must be between 0 and 1 but is %s", level);
  }
}
