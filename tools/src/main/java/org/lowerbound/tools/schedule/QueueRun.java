package org.lowerbound.tools.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.PriorityQueue;

/**
 * Trials on slots, as the runner hands them out: in the order of the plan, each to the first slot
 * that is free (list scheduling; Graham 1969, "Bounds on multiprocessing timing anomalies").
 *
 * @param slots how many trials run at a time
 * @param busySeconds what the trials take together
 * @param firstIdleSeconds when a slot has found no further trial for the first time
 * @param endSeconds when the last trial has ended
 */
public record QueueRun(int slots, double busySeconds, double firstIdleSeconds, double endSeconds) {
  /**
   * Lets trials run.
   *
   * @param trialSeconds how long each takes, in the order of the plan; at least one
   * @param slots how many run at a time
   */
  public static QueueRun of(ImmutableDoubleArray trialSeconds, int slots) {
    checkArgument(!trialSeconds.isEmpty(), "there must be a trial");
    checkArgument(slots > 0, "slots must be positive but are %s", slots);
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int slot = 0; slot < slots; slot++) {
      free.add(0.0);
    }
    double busy = 0;
    double end = 0;
    for (int i = 0; i < trialSeconds.length(); i++) {
      double done = free.remove() + trialSeconds.get(i);
      free.add(done);
      busy += trialSeconds.get(i);
      end = Math.max(end, done);
    }
    return new QueueRun(slots, busy, free.element(), end);
  }

  /** Returns the share of the slots' time in which trials ran; 1 if the trials take no time. */
  public double efficiency() {
    return endSeconds > 0 ? busySeconds / (slots * endSeconds) : 1;
  }

  /** Returns how long some slot has waited for the end, without a trial. */
  public double tailSeconds() {
    return endSeconds - firstIdleSeconds;
  }
}
