package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A point of the training.
 *
 * @param step the number of steps already made, from 0
 * @param stepsPerEpoch the number of steps in one pass over the training split
 * @param updates the number of updates already made of the parameters in question: fewer than steps
 *     if some were skipped or belonged to other parameters, more if the training goes on with the
 *     optimizer's state of another
 * @param looks what the validation split has shown so far
 */
public record Time(long step, long stepsPerEpoch, long updates, Looks looks) {
  /** Checks the arguments. */
  public Time {
    checkArgument(step >= 0, "step must not be negative but is %s", step);
    checkArgument(stepsPerEpoch > 0, "stepsPerEpoch must be positive but is %s", stepsPerEpoch);
    checkArgument(updates >= 0, "updates must not be negative but is %s", updates);
  }

  /** Returns a time at which nothing has been seen of the validation split. */
  public Time(long step, long stepsPerEpoch, long updates) {
    this(step, stepsPerEpoch, updates, Looks.NONE);
  }

  /** Returns a time at which every step so far was an update, and nothing has been seen. */
  public Time(long step, long stepsPerEpoch) {
    this(step, stepsPerEpoch, step);
  }

  /** Returns the number of the update that is made at this time, from 1: the t of most papers. */
  public double update() {
    return updates + 1.0;
  }
}
