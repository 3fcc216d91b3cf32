package org.lowerbound.data.file;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.source.DataException;

/**
 * An array of text.
 *
 * @param place which array it is, for messages
 * @param shape the size of each dimension
 * @param values last dimension fastest
 */
public record TextArray(String place, ImmutableList<Integer> shape, ImmutableList<String> values)
    implements StoredArray {
  /** Checks the sizes. */
  public TextArray {
    long count = ArraySizes.count(place, shape);
    checkArgument(values.size() == count, "%s: %s texts do not fill %s", place, values, shape);
  }

  @Override
  public String type() {
    return "text";
  }

  @Override
  public NumericArray numbers() {
    throw new DataException(place + ": holds text, but numbers are needed here");
  }

  @Override
  public String text(long index) {
    return values.get(Math.toIntExact(index));
  }
}
