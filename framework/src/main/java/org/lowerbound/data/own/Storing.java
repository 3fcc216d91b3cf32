package org.lowerbound.data.own;

import java.util.stream.IntStream;
import org.lowerbound.data.Observations;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.file.ElementType;
import org.lowerbound.data.file.NumericArray;

/**
 * How the numbers of a file become stored values.
 *
 * @param kind what they are
 * @param scale what a number is multiplied by to give the stored one
 */
record Storing(ValueKind kind, double scale) {
  /**
   * Returns the observations of an array whose values have been checked.
   *
   * @param order for each value of an observation, where it is in a row of the array
   */
  Observations store(NumericArray array, int[] order) {
    int rows = array.shape().get(0);
    if (array.isMapped()) {
      return new Observations.Mapped(rows, order.length, chosen -> read(array, order, chosen));
    }
    boolean same = array.elementType() == ElementType.UINT8 && isInOrder(order);
    return same && kind.keptAsBytes()
        ? new Observations.Bytes(array.bytes(), rows, order.length) // No copy of what may be large.
        : read(array, order, IntStream.range(0, rows).toArray());
  }

  private Observations.InMemory read(NumericArray array, int[] order, int[] rows) {
    return kind.keptAsBytes()
        ? new Observations.Bytes(bytes(array, order, rows), rows.length, order.length)
        : new Observations.Floats(floats(array, order, rows), rows.length, order.length);
  }

  private byte[] bytes(NumericArray array, int[] order, int[] rows) {
    byte[] bytes = new byte[Math.multiplyExact(rows.length, order.length)];
    boolean same = array.elementType() == ElementType.UINT8 && isInOrder(order);
    for (int i = 0; i < rows.length; i++) {
      long first = (long) rows[i] * order.length;
      int at = i * order.length;
      if (same) {
        array.bytes(first, bytes, at, order.length);
      } else {
        for (int column = 0; column < order.length; column++) {
          bytes[at + column] = (byte) Math.rint(array.value(first + order[column]) * scale);
        }
      }
    }
    return bytes;
  }

  private static float[] floats(NumericArray array, int[] order, int[] rows) {
    float[] floats = new float[Math.multiplyExact(rows.length, order.length)];
    for (int i = 0; i < rows.length; i++) {
      long first = (long) rows[i] * order.length;
      for (int column = 0; column < order.length; column++) {
        floats[i * order.length + column] = (float) array.value(first + order[column]);
      }
    }
    return floats;
  }

  private static boolean isInOrder(int[] order) {
    for (int i = 0; i < order.length; i++) {
      if (order[i] != i) {
        return false;
      }
    }
    return true;
  }
}
