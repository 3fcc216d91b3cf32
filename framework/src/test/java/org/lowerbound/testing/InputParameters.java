package org.lowerbound.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lowerbound.network.Initializer;
import org.lowerbound.network.ParameterStore;
import org.lowerbound.random.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Parameters that are inputs of a harness, so that a test can look at them and move them. */
public final class InputParameters implements ParameterStore {
  private final GraphHarness harness;
  private final long seed;
  private final Map<String, Operand<TFloat32>> byName = new LinkedHashMap<>();

  /** Starts an empty store. */
  public InputParameters(GraphHarness harness, long seed) {
    this.harness = harness;
    this.seed = seed;
  }

  @Override
  public Operand<TFloat32> create(String name, Shape shape, Initializer initializer) {
    if (byName.containsKey(name)) {
      throw new AssertionError("there is a parameter " + name + " already");
    }
    float[] values = initializer.values(new RandomStream(seed, "init/" + name), shape);
    Operand<TFloat32> input = harness.input(shape, values);
    byName.put(name, input);
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
