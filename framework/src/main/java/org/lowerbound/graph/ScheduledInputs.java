package org.lowerbound.graph;

import org.lowerbound.schedule.StepFunction;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Turns functions of the training time into scalars that the trainer feeds at each step. */
@FunctionalInterface
public interface ScheduledInputs {
  /**
   * Returns a scalar whose value at each step is {@code function}'s.
   *
   * @param name unique in the graph; the value is logged under it
   */
  Operand<TFloat32> scalar(String name, StepFunction function);
}
