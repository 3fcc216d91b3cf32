package org.lowerbound.objective;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.schedule.Time;

/**
 * Which turn each step takes, as a function of the time and of what the steps before reported. What
 * it must remember is a vector that training keeps and saves with its checkpoints.
 */
public interface TurnOrder {
  /** The only turn of most objectives, at every step. */
  TurnOrder ALWAYS_THE_FIRST =
      new TurnOrder() {
        @Override
        public ImmutableDoubleArray start() {
          return ImmutableDoubleArray.of();
        }

        @Override
        public int turn(Time time, ImmutableDoubleArray memory) {
          return 0;
        }

        @Override
        public ImmutableDoubleArray after(
            Time time, ImmutableDoubleArray memory, ImmutableMap<String, Double> reported) {
          return memory;
        }
      };

  /** Returns the memory before the first step. */
  ImmutableDoubleArray start();

  /** Returns the position of the step's turn in {@link Loss#turns}. */
  int turn(Time time, ImmutableDoubleArray memory);

  /**
   * Checks that a training of some length comes to an end of what the turns make together.
   *
   * @throws IllegalArgumentException if not; the message says which lengths work
   */
  default void checkLength(long stepsPerEpoch, long totalSteps) {}

  /**
   * Returns the memory after a step that was not skipped.
   *
   * @param time of the step
   * @param memory before it
   * @param reported the bound and the metrics of the step by name
   */
  ImmutableDoubleArray after(
      Time time, ImmutableDoubleArray memory, ImmutableMap<String, Double> reported);
}
