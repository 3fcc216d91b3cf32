package org.lowerbound.testing;

import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.SetMultimap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.lowerbound.model.ModelScope;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.random.RandomStream;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Parameters that are inputs of a harness, so that a test can look at them and move them. */
public final class InputParameters implements ParameterStore {
  private final GraphHarness harness;
  private final long seed;
  private final ParameterGroup group;
  private final Map<String, Operand<TFloat32>> byName;
  private final SetMultimap<ParameterGroup, String> names;
  private final InputStates states;

  /** Starts an empty store. */
  public InputParameters(GraphHarness harness, long seed) {
    this(
        harness,
        seed,
        ParameterGroup.DECODER,
        new LinkedHashMap<>(),
        MultimapBuilder.enumKeys(ParameterGroup.class).linkedHashSetValues().build(),
        new InputStates(harness));
  }

  private InputParameters(
      GraphHarness harness,
      long seed,
      ParameterGroup group,
      Map<String, Operand<TFloat32>> byName,
      SetMultimap<ParameterGroup, String> names,
      InputStates states) {
    this.harness = harness;
    this.seed = seed;
    this.group = group;
    this.byName = byName;
    this.names = names;
    this.states = states;
  }

  /** Returns what parts of a model are built with, its schedules at the first step. */
  public ModelScope scope(ObservedData observed) {
    return new ModelScope(
        this,
        (name, function) -> harness.input(Shape.scalar(), (float) function.at(new Time(0, 1))),
        observed);
  }

  @Override
  public InputStates states() {
    return states;
  }

  @Override
  public Operand<TFloat32> createState(String name, Shape shape, Initializer initializer) {
    return states.create(
        name, shape, initializer.values(new RandomStream(seed, "init/" + name), shape));
  }

  @Override
  public InputParameters in(ParameterGroup other) {
    return new InputParameters(harness, seed, other, byName, names, states);
  }

  /** Returns the names of the parameters of a group, in the order of their creation. */
  public Set<String> names(ParameterGroup ofGroup) {
    return names.get(ofGroup);
  }

  @Override
  public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
    if (byName.containsKey(name)) {
      throw new AssertionError("there is a parameter " + name + " already");
    }
    float[] values = initializer.values(new RandomStream(seed, "init/" + name), shape);
    Operand<TFloat32> input = harness.input(shape, values);
    byName.put(name, input);
    names.put(group, name);
    return input;
  }

  /** Returns the parameters in the order of their creation. */
  public Map<String, Operand<TFloat32>> byName() {
    return byName;
  }

  /** Returns the values of a parameter. */
  public float[] values(String name) {
    return harness.get(byName.get(name));
  }
}
