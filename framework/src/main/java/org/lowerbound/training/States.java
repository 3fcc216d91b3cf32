package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lowerbound.graph.StateStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The values that pass from step to step without a gradient, among the variables of the graph. */
final class States implements StateStore {
  private final Variables variables;
  private final Map<String, Variable<TFloat32>> states = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> updates = new LinkedHashMap<>();

  States(Variables variables) {
    this.variables = variables;
  }

  @Override
  public Operand<TFloat32> create(String name, Shape shape, float value) {
    float[] values = new float[(int) shape.size()];
    Arrays.fill(values, value);
    return create(name, shape, values);
  }

  /** Makes a value with first values of each element. */
  Operand<TFloat32> create(String name, Shape shape, float[] value) {
    checkArgument(!states.containsKey(name), "there is a state %s already", name);
    states.put(name, variables.slot(name, shape, value));
    return variables.slots().get(name).read();
  }

  @Override
  public void update(String name, Operand<TFloat32> value) {
    checkArgument(states.containsKey(name), "there is no state %s to update", name);
    checkArgument(
        updates.put(name, value) == null,
        "%s would be updated twice in a step: the network it belongs to is run more than once",
        name);
  }

  /** Returns the same store, with a prefix before every name. */
  StateStore prefixed(String prefix) {
    return new StateStore() {
      @Override
      public Operand<TFloat32> create(String name, Shape shape, float value) {
        return States.this.create(prefix + name, shape, value);
      }

      @Override
      public void update(String name, Operand<TFloat32> value) {
        States.this.update(prefix + name, value);
      }
    };
  }

  /** Returns the values that the updates set. */
  ImmutableList<Operand<TFloat32>> values() {
    return ImmutableList.copyOf(updates.values());
  }

  /** Adds the updates, to be made under the conditions of {@code tf}. */
  List<Op> assign(Ops tf) {
    List<Op> assignments = new ArrayList<>();
    updates.forEach((name, value) -> assignments.add(tf.assign(states.get(name), value)));
    return assignments;
  }
}
