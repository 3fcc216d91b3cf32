package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A point of the training.
 *
 * @param step the number of updates already made, from 0
 * @param stepsPerEpoch the number of updates in one pass over the training split
 */
public record Time(long step, long stepsPerEpoch) {
  /** Checks the arguments. */
  public Time {
    checkArgument(step >= 0, "step must not be negative but is %s", step);
    checkArgument(stepsPerEpoch > 0, "stepsPerEpoch must be positive but is %s", stepsPerEpoch);
  }

  /** Returns the number of the update that is made at this time, from 1: the t of most papers. */
  public double update() {
    return step + 1.0;
  }
}
