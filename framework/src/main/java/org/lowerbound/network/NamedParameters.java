package org.lowerbound.network;

import org.lowerbound.graph.StateStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Parameters whose names begin with a prefix, so that a model can be in a graph several times.
 *
 * @param all where they are made
 * @param prefix of their names
 */
public record NamedParameters(ParameterStore all, String prefix) implements ParameterStore {
  @Override
  public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
    return all.create(prefix + name, shape, initializer);
  }

  @Override
  public ParameterStore in(ParameterGroup group) {
    return new NamedParameters(all.in(group), prefix);
  }

  @Override
  public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
    return all.createState(prefix + name, shape, initializer);
  }

  @Override
  public StateStore states() {
    return new States(all.states(), prefix);
  }

  private record States(StateStore all, String prefix) implements StateStore {
    @Override
    public Operand<TFloat32> create(String name, Shape shape, float value) {
      return all.create(prefix + name, shape, value);
    }

    @Override
    public void update(String name, Operand<TFloat32> value) {
      all.update(prefix + name, value);
    }
  }
}
