package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lowerbound.graph.StateStore;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** All the state of a training: the parameters and what an optimizer keeps beside them. */
final class Variables {
  /** Two gigabytes; TensorFlow's tensors and Java's arrays end not far above. */
  private static final long MOST_VALUES = 1L << 29;

  /** What the name of a parameter's moving average begins with. */
  static final String AVERAGE = "average.";

  private final Ops tf;
  private final long seed;
  private final List<Parameter> parameters = new ArrayList<>();
  private final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Set<String> ofRules = new HashSet<>();
  private final Map<String, ParameterGroup> groups = new LinkedHashMap<>();

  /**
   * Starts an empty store.
   *
   * @param tf where variables are made
   * @param seed the trial's seed; each parameter draws its first value from a stream of its own
   */
  Variables(Ops tf, long seed) {
    this.tf = tf;
    this.seed = seed;
  }

  /**
   * A variable with the way to set it.
   *
   * @param shape its shape
   * @param variable the variable itself
   * @param read its value
   * @param input fed with a new value
   * @param assign sets the variable to {@code input}
   * @param initial its first value
   */
  @SuppressWarnings("ArrayRecordComponent") // Filled once, read once.
  record Slot(
      Shape shape,
      Variable<TFloat32> variable,
      Operand<TFloat32> read,
      Placeholder<TFloat32> input,
      Op assign,
      float[] initial) {}

  /** Returns the way to make parameters of a group, with the states of their layers beside them. */
  ParameterStore in(ParameterGroup group, States all) {
    States states = all.of(group);
    return new ParameterStore() {
      @Override
      public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
        return parameter(group, name, shape, initializer);
      }

      @Override
      public ParameterStore in(ParameterGroup other) {
        return Variables.this.in(other, states);
      }

      @Override
      public StateStore states() {
        return states;
      }

      @Override
      public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
        return states.create(name, shape, first(name, shape, initializer));
      }
    };
  }

  private Operand<TFloat32> parameter(
      ParameterGroup group, String name, Shape shape, Initializer initializer) {
    float[] initial = first(name, shape, initializer);
    checkArgument(!slots.containsKey(name), "there is a variable %s already", name);
    Slot slot = add(name, shape, initial);
    groups.put(name, group);
    parameters.add(new Parameter(name, group, shape, slot.variable(), slot.read()));
    return slot.read();
  }

  private float[] first(String name, Shape shape, Initializer initializer) {
    checkArgument(
        shape.size() <= MOST_VALUES,
        "%s would have %s values; a parameter has room for %s",
        name,
        shape.size(),
        MOST_VALUES);
    return initializer.values(new RandomStream(seed, "init/" + name), shape);
  }

  /**
   * Returns a variable that is not trained, such as an optimizer's moment, filled with one value at
   * the start; the same one if there is one of the name.
   */
  Variable<TFloat32> slot(String name, Shape shape, float value) {
    float[] initial = new float[(int) shape.size()];
    Arrays.fill(initial, value);
    return slot(name, shape, initial);
  }

  /** Returns the same with first values of each element. */
  Variable<TFloat32> slot(String name, Shape shape, float[] initial) {
    Slot slot = slots.get(name);
    if (slot == null) {
      slot = add(name, shape, initial);
    }
    return slot.variable();
  }

  /** Returns a variable that an update rule keeps for itself, as {@link #slot} does. */
  Variable<TFloat32> ofRule(String name, Shape shape, float value) {
    ofRules.add(name);
    return slot(name, shape, value);
  }

  /** Returns values of variables without those that update rules keep for themselves. */
  ImmutableMap<String, float[]> withoutRules(Map<String, float[]> values) {
    return ImmutableMap.copyOf(Maps.filterKeys(values, name -> !ofRules.contains(name)));
  }

  /** Makes the variable of a state that goes with the parameters of a group. */
  Variable<TFloat32> state(ParameterGroup group, String name, Shape shape, float[] initial) {
    groups.put(name, group);
    return slot(name, shape, initial);
  }

  /** Returns the groups of all parameters and states by name, in the order of their creation. */
  ImmutableMap<String, ParameterGroup> groups() {
    return ImmutableMap.copyOf(groups);
  }

  /** Returns values of variables with each parameter that has an average exchanged for it. */
  static ImmutableMap<String, float[]> exchanged(Map<String, float[]> values) {
    ImmutableMap.Builder<String, float[]> exchanged = ImmutableMap.builder();
    values.forEach(
        (name, value) -> {
          String other =
              name.startsWith(AVERAGE) ? name.substring(AVERAGE.length()) : AVERAGE + name;
          exchanged.put(name, values.getOrDefault(other, value));
        });
    return exchanged.buildOrThrow();
  }

  /** Returns the moving average of a parameter, which starts at its first values. */
  Variable<TFloat32> average(Parameter parameter) {
    return slot(
        AVERAGE + parameter.name(), parameter.shape(), slots.get(parameter.name()).initial());
  }

  private Slot add(String name, Shape shape, float[] initial) {
    Variable<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    // A variable fed straight into an op makes TensorFlow's gradients crash: always read through
    // identity.
    Operand<TFloat32> read = tf.identity(variable);
    Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    Slot slot = new Slot(shape, variable, read, input, tf.assign(variable, input), initial);
    slots.put(name, slot);
    return slot;
  }

  /** Returns the trainable variables, in the order of their creation. */
  ImmutableList<Parameter> parameters() {
    return ImmutableList.copyOf(parameters);
  }

  /** Returns the sum of squares of all parameters of a group, a scalar. */
  Operand<TFloat32> squaredNorm(ParameterGroup group) {
    return parameters.stream()
        .filter(parameter -> parameter.group() == group)
        .<Operand<TFloat32>>map(
            parameter ->
                tf.reduceSum(
                    tf.reshape(tf.math.square(parameter.read()), tf.array(-1)), tf.constant(0)))
        .reduce(tf.math::add)
        .orElseThrow(
            () ->
                new IllegalArgumentException("the %s has no parameters".formatted(group.label())));
  }

  /** Returns all variables by name, in the order of their creation. */
  Map<String, Slot> slots() {
    return slots;
  }

  /** Sets all variables, in one run: TensorFlow prepares the graph for each set of nodes anew. */
  void restore(Session session, Map<String, float[]> values) {
    Session.Runner runner = session.runner();
    List<Tensor> fed = new ArrayList<>();
    slots.forEach(
        (name, slot) -> {
          TFloat32 tensor =
              TFloat32.tensorOf(slot.shape(), DataBuffers.of(values.get(name), true, false));
          fed.add(tensor);
          runner.feed(slot.input(), tensor).addTarget(slot.assign());
        });
    try {
      runner.run().close();
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  /** Returns the number of trainable values. */
  long parameterCount() {
    return parameters.stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }
}
