package org.lowerbound.network;

import org.lowerbound.graph.StateStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Parameters that no step moves: states that are never updated. They have the names of parameters,
 * so that a training may start from one that has learnt them.
 *
 * @param store where they are made
 */
public record FixedParameters(ParameterStore store) implements ParameterStore {
  @Override
  public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
    return store.createState(name, shape, initializer);
  }

  @Override
  public FixedParameters in(ParameterGroup group) {
    return new FixedParameters(store.in(group));
  }

  @Override
  public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
    return store.createState(name, shape, initializer);
  }

  @Override
  public StateStore states() {
    return store.states();
  }
}
