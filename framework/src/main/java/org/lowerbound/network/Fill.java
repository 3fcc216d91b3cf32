package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

/**
 * Given values, e.g. an output bias that reproduces the mean of the training data.
 *
 * @param values one for each element of the parameter, last index fastest
 */
public record Fill(ImmutableDoubleArray values) implements Initializer {
  /** Returns the same value {@code count} times. */
  public static Fill of(double value, int count) {
    ImmutableDoubleArray.Builder values = ImmutableDoubleArray.builder(count);
    for (int i = 0; i < count; i++) {
      values.add(value);
    }
    return new Fill(values.build());
  }

  @Override
  public float[] values(RandomStream stream, Shape shape) {
    checkArgument(
        shape.size() == values.length(), "%s values do not fill %s", values.length(), shape);
    float[] floats = new float[values.length()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.get(i);
    }
    return floats;
  }
}
