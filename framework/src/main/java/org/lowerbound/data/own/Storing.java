package org.lowerbound.data.own;

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
    int dimension = order.length;
    int rows = array.shape().get(0);
    return kind.keptAsBytes()
        ? new Observations.Bytes(bytes(array, order), rows, dimension)
        : new Observations.Floats(floats(array, order), rows, dimension);
  }

  private byte[] bytes(NumericArray array, int[] order) {
    boolean same = array.elementType() == ElementType.UINT8 && isInOrder(order);
    if (same) {
      return array.bytes(); // No copy of what may fill the memory.
    }
    byte[] bytes = new byte[array.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.rint(array.value(place(i, order)) * scale);
    }
    return bytes;
  }

  private static float[] floats(NumericArray array, int[] order) {
    float[] floats = new float[array.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) array.value(place(i, order));
    }
    return floats;
  }

  private static int place(int index, int[] order) {
    int column = index % order.length;
    return index - column + order[column];
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
