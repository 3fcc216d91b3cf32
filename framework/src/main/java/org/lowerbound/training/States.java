package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lowerbound.graph.StateStore;
import org.lowerbound.network.ParameterGroup;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** The values that pass from step to step without a gradient, among the variables of the graph. */
final class States implements StateStore {
  private final Variables variables;
  private final ParameterGroup group;
  private final String prefix;
  private final Map<String, Variable<TFloat32>> states;
  private final Map<String, Operand<TFloat32>> updates;

  /** Starts an empty store, of states of the model's own. */
  States(Variables variables) {
    this(variables, ParameterGroup.DECODER, "", new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private States(
      Variables variables,
      ParameterGroup group,
      String prefix,
      Map<String, Variable<TFloat32>> states,
      Map<String, Operand<TFloat32>> updates) {
    this.variables = variables;
    this.group = group;
    this.prefix = prefix;
    this.states = states;
    this.updates = updates;
  }

  @Override
  public Operand<TFloat32> create(String name, Shape shape, float value) {
    float[] values = new float[(int) shape.size()];
    Arrays.fill(values, value);
    return create(name, shape, values);
  }

  /** Makes a value with first values of each element. */
  Operand<TFloat32> create(String plainName, Shape shape, float[] value) {
    String name = prefix + plainName;
    checkArgument(!states.containsKey(name), "there is a state %s already", name);
    states.put(name, variables.state(group, name, shape, value));
    return variables.slots().get(name).read();
  }

  @Override
  public void update(String plainName, Operand<TFloat32> value) {
    String name = prefix + plainName;
    checkArgument(states.containsKey(name), "there is no state %s to update", name);
    checkArgument(
        updates.put(name, value) == null,
        "%s would be updated twice in a step: the network it belongs to is run more than once",
        name);
  }

  /** Returns the same store, with a further prefix before every name. */
  States prefixed(String further) {
    return new States(variables, group, prefix + further, states, updates);
  }

  /** Returns the same store, for states that go with the parameters of a group. */
  States of(ParameterGroup other) {
    return new States(variables, other, prefix, states, updates);
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
