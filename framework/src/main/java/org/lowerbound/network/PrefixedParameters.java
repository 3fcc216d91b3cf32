package org.lowerbound.network;

import org.lowerbound.graph.StateStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Parameters of a part of a model that has another part like it, so that names would be the same.
 *
 * @param parameters where they are made
 * @param prefix of their names
 */
public record PrefixedParameters(ParameterStore parameters, String prefix)
    implements ParameterStore {
  @Override
  public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
    return parameters.create(prefix + name, shape, initializer);
  }

  @Override
  public ParameterStore in(ParameterGroup group) {
    return new PrefixedParameters(parameters.in(group), prefix);
  }

  @Override
  public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
    return parameters.createState(prefix + name, shape, initializer);
  }

  @Override
  public StateStore states() {
    return parameters.states();
  }
}
