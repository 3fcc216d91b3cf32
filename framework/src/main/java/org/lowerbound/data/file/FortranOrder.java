package org.lowerbound.data.file;

import java.nio.ByteBuffer;
import java.util.List;

/** The order of Fortran's arrays, first dimension fastest. */
final class FortranOrder {
  private FortranOrder() {}

  /**
   * Returns the same values, last dimension fastest.
   *
   * @param bytes the values from byte 0 on, first dimension fastest
   * @param shape the size of each dimension
   * @param size the bytes of a value
   */
  static ByteBuffer toLastFastest(ByteBuffer bytes, List<Integer> shape, int size) {
    byte[] from = new byte[bytes.limit()];
    bytes.get(0, from);
    byte[] to = new byte[from.length];
    int rank = shape.size();
    int[] strides = new int[rank]; // In bytes.
    int stride = size;
    for (int i = 0; i < rank; i++) {
      strides[i] = stride;
      stride *= shape.get(i);
    }
    int[] index = new int[rank];
    int at = 0;
    for (int next = 0; next < to.length; next += size) {
      System.arraycopy(from, at, to, next, size);
      for (int i = rank - 1; i >= 0; i--) {
        at += strides[i];
        if (++index[i] < shape.get(i)) {
          break;
        }
        index[i] = 0;
        at -= strides[i] * shape.get(i);
      }
    }
    return ByteBuffer.wrap(to);
  }
}
