package org.lowerbound.network;

import org.lowerbound.graph.StateStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Owns the trainable parameters of one graph. */
public interface ParameterStore {
  /**
   * Makes a parameter and returns a read of it, never the variable itself.
   *
   * @param name unique; the random stream of its first value and its name in every message
   */
  Operand<TFloat32> create(String name, Shape shape, Initializer initializer);

  /** Returns the same store, with the parameters made through it in another group. */
  ParameterStore in(ParameterGroup group);

  /**
   * Makes one of {@link #states} whose first values are drawn like a parameter's, and returns what
   * it is before the step's update.
   */
  Operand<TFloat32> createState(String name, Shape shape, Initializer initializer);

  /** Returns where layers keep what they learn without a gradient, such as running means. */
  StateStore states();
}
