package org.lowerbound.model.perclass;

import org.lowerbound.graph.StateStore;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * Parameters of a copy that is to learn of the examples of its class alone. Gradients of other
 * examples are 0; what learns without a gradient would see them, and is refused.
 *
 * @param store where they are made
 * @param who has the copies, by its type name
 */
record OwnParameters(ParameterStore store, String who) implements ParameterStore {
  @Override
  public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
    return store.create(name, shape, initializer);
  }

  @Override
  public OwnParameters in(ParameterGroup group) {
    return new OwnParameters(store.in(group), who);
  }

  @Override
  public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
    return store.createState(name, shape, initializer);
  }

  @Override
  public StateStore states() {
    return new Unmoved(store.states(), who);
  }

  private record Unmoved(StateStore store, String who) implements StateStore {
    @Override
    public Operand<TFloat32> create(String name, Shape shape, float value) {
      return store.create(name, shape, value);
    }

    @Override
    public void update(String name, Operand<TFloat32> value) {
      throw new IllegalArgumentException(
          ("%s is learnt without a gradient, as by batch normalization, and in %s from the examples"
                  + " of all classes; the normalizations \"layer\" and \"weight\" work")
              .formatted(name, who));
    }
  }
}
