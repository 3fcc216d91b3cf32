package org.lowerbound.model;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableDoubleArray;
import org.lowerbound.data.ValueKind;
import org.tensorflow.ndarray.Shape;

/**
 * What a model is told about the observations when it is built.
 *
 * @param shape the shape of one observation before flattening
 * @param kind what its values are
 * @param mean the mean of the training split, value by value, last index fastest
 */
public record ObservedData(Shape shape, ValueKind kind, ImmutableDoubleArray mean) {
  /** Checks the arguments. */
  public ObservedData {
    checkArgument(
        shape.size() == mean.length(),
        "a mean of %s values does not have the shape %s",
        mean.length(),
        shape);
  }

  /** Returns the number of values of one observation. */
  public int dimension() {
    return mean.length();
  }
}
