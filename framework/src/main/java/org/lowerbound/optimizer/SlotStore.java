package org.lowerbound.optimizer;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Makes the variables that an optimizer keeps for each parameter. */
@FunctionalInterface
public interface SlotStore {
  /** Returns a new variable of the given shape, filled with {@code value} at the start. */
  Variable<TFloat32> slot(String name, Shape shape, float value);
}
