package org.lowerbound.testing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lowerbound.graph.StateStore;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** States that are inputs of a harness, so that a test can look at them and move them. */
public final class InputStates implements StateStore {
  private final GraphHarness harness;
  private final Map<String, Operand<TFloat32>> inputs = new LinkedHashMap<>();
  private final Map<String, Operand<TFloat32>> updates = new LinkedHashMap<>();

  /** Starts an empty store. */
  public InputStates(GraphHarness harness) {
    this.harness = harness;
  }

  @Override
  public Operand<TFloat32> create(String name, Shape shape, float value) {
    float[] values = new float[(int) shape.size()];
    Arrays.fill(values, value);
    return create(name, shape, values);
  }

  /** Makes a value with first values of each element. */
  Operand<TFloat32> create(String name, Shape shape, float[] values) {
    inputs.put(name, harness.input(shape, values));
    return harness.tf().identity(inputs.get(name)); // So that it can be fetched.
  }

  @Override
  public void update(String name, Operand<TFloat32> value) {
    updates.put(name, value);
  }

  /** Returns the inputs that hold the states by name. */
  public Map<String, Operand<TFloat32>> inputs() {
    return inputs;
  }

  /** Returns the values that the states are set to by name. */
  public Map<String, Operand<TFloat32>> updates() {
    return updates;
  }
}
