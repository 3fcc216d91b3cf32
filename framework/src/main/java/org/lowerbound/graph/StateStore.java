package org.lowerbound.graph;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Owns the values that a step computes for the next one without a gradient: a running mean, a
 * multiplier. They are part of a checkpoint.
 */
public interface StateStore {
  /**
   * Makes a value and returns what it is before the step's update.
   *
   * @param name unique in the graph
   * @param value the value of all elements before the first step
   */
  Operand<TFloat32> create(String name, Shape shape, float value);

  /**
   * Sets, at the end of each step that is not skipped, the value made under a name.
   *
   * @param value of the shape it was made with
   */
  void update(String name, Operand<TFloat32> value);
}
