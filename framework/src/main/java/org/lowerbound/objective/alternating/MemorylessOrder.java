package org.lowerbound.objective.alternating;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.objective.TurnOrder;
import org.lowerbound.schedule.Time;

/** An order of turns that is a function of the time alone. */
@FunctionalInterface
interface MemorylessOrder extends TurnOrder {
  /** Returns the position of the step's turn. */
  int turn(Time time);

  @Override
  default ImmutableDoubleArray start() {
    return ImmutableDoubleArray.of();
  }

  @Override
  default int turn(Time time, ImmutableDoubleArray memory) {
    return turn(time);
  }

  @Override
  default ImmutableDoubleArray after(
      Time time, ImmutableDoubleArray memory, ImmutableMap<String, Double> reported) {
    return memory;
  }
}
