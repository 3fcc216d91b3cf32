package org.lowerbound.data.file;

import java.util.List;
import org.lowerbound.data.source.DataException;

/** How many values, and bytes, an array of some shape has. */
final class ArraySizes {
  /** The longest array that every JVM can make. */
  static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private ArraySizes() {}

  /**
   * Returns the product of the sizes.
   *
   * @throws DataException if it is no {@code long}
   */
  static long count(String place, List<Integer> shape) {
    long count = 1;
    for (int size : shape) {
      // A size of 0 makes the array empty, however large the others are.
      if (size != 0 && count > Long.MAX_VALUE / size) {
        throw new DataException(place + ": has the sizes " + shape + ", more than can be counted");
      }
      count *= size;
    }
    return count;
  }

  /**
   * Returns the number of bytes that so many values take.
   *
   * @throws DataException if one array has no room for them
   */
  static int bytes(String place, long count, ElementType type) {
    if (count > MOST_BYTES / type.size()) {
      throw new DataException(
          String.format(
              "%s: has %d values of type %s, but at most %d bytes of an array can be read",
              place, count, type.label(), MOST_BYTES));
    }
    return (int) count * type.size();
  }
}
