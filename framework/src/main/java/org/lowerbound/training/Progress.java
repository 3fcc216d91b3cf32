package org.lowerbound.training;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.common.primitives.ImmutableLongArray;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.schedule.Looks;
import org.lowerbound.schedule.Time;

/**
 * How far a training has come.
 *
 * @param step the number of steps made, skipped ones included
 * @param skipped the number of steps skipped
 * @param updates the number of steps of each turn that were not skipped, with those of a training
 *     whose optimizer's state was taken
 * @param memory what the order of the turns remembers
 * @param looks what the validation split has shown
 */
public record Progress(
    long step, int skipped, ImmutableLongArray updates, ImmutableDoubleArray memory, Looks looks) {
  /** Returns the progress before the first step. */
  static Progress start(int turns, TurnOrder order) {
    return start(ImmutableLongArray.copyOf(new long[turns]), order);
  }

  /**
   * Returns the progress before the first step of a training that starts from another.
   *
   * @param updates how many steps of each turn count as made
   */
  static Progress start(ImmutableLongArray updates, TurnOrder order) {
    return new Progress(0, 0, updates, order.start(), Looks.NONE);
  }

  /** Returns the time of the next step for parameters that move in some of the turns. */
  Time time(long stepsPerEpoch, ImmutableSet<Integer> turns) {
    return new Time(step, stepsPerEpoch, turns.stream().mapToLong(updates::get).sum(), looks);
  }

  /** Returns the time of the next step. */
  Time time(long stepsPerEpoch) {
    return new Time(step, stepsPerEpoch, step, looks);
  }

  /** Returns the progress after a step that was skipped. */
  Progress afterSkipped() {
    return new Progress(step + 1, skipped + 1, updates, memory, looks);
  }

  /** Returns the same progress when something has been seen. */
  Progress withLooks(Looks seen) {
    return new Progress(step, skipped, updates, memory, seen);
  }

  /** Returns the progress after a step that was made. */
  Progress after(
      int turn, TurnOrder order, long stepsPerEpoch, ImmutableMap<String, Double> reported) {
    long[] counts = updates.toArray();
    counts[turn]++;
    return new Progress(
        step + 1,
        skipped,
        ImmutableLongArray.copyOf(counts),
        order.after(time(stepsPerEpoch), memory, reported),
        looks);
  }
}
