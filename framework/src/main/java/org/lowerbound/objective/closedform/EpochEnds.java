package org.lowerbound.objective.closedform;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.schedule.Time;

/**
 * The first turn at all steps of an epoch but the last, which takes the second if no step of the
 * epoch was skipped.
 *
 * <p>What is remembered: the epoch of the last step that was made, and how many of its steps were.
 */
record EpochEnds() implements TurnOrder {
  @Override
  public ImmutableDoubleArray start() {
    return ImmutableDoubleArray.of(0, 0);
  }

  @Override
  public int turn(Time time, ImmutableDoubleArray memory) {
    return made(time, memory) == time.stepsPerEpoch() - 1 ? 1 : 0;
  }

  @Override
  public ImmutableDoubleArray after(
      Time time, ImmutableDoubleArray memory, ImmutableMap<String, Double> reported) {
    return ImmutableDoubleArray.of(epoch(time), made(time, memory) + 1);
  }

  @Override
  public void checkLength(long stepsPerEpoch, long totalSteps) {
    long epochs = totalSteps / stepsPerEpoch;
    checkArgument(
        totalSteps % stepsPerEpoch == 0,
        "the parameters move at the end of each epoch, of %s steps, but %s steps end within one; %s"
            + " steps work, or \"epochs\"",
        stepsPerEpoch,
        totalSteps,
        (epochs == 0 ? "" : epochs * stepsPerEpoch + " or ") + (epochs + 1) * stepsPerEpoch);
  }

  /** Returns how many steps of the epoch were made before this one. */
  private static double made(Time time, ImmutableDoubleArray memory) {
    return memory.get(0) == epoch(time) ? memory.get(1) : 0;
  }

  private static double epoch(Time time) {
    long epoch = time.step() / time.stepsPerEpoch();
    return epoch;
  }
}
