package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
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

/** The objective's values that pass from step to step, kept among the variables of the graph. */
final class States implements StateStore {
  private final Variables variables;
  private final Map<String, Variable<TFloat32>> states = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> updates = new LinkedHashMap<>();

  States(Variables variables) {
    this.variables = variables;
  }

  @Override
  public Operand<TFloat32> create(String name, Shape shape, float value) {
    String full = "objective." + name;
    checkArgument(!states.containsKey(full), "there is a state %s already", name);
    states.put(full, variables.slot(full, shape, value));
    return variables.slots().get(full).read();
  }

  @Override
  public void update(String name, Operand<TFloat32> value) {
    String full = "objective." + name;
    checkArgument(states.containsKey(full), "there is no state %s to update", name);
    checkArgument(updates.put(full, value) == null, "the state %s is updated twice", name);
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
