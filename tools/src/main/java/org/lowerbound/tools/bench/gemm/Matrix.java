package org.lowerbound.tools.bench.gemm;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Random;

/**
 * A dense matrix of 32-bit floats, row by row; two of the same name are the same memory.
 *
 * @param name what it is in the model
 * @param rows its rows
 * @param columns its columns
 */
public record Matrix(String name, int rows, int columns) {
  /** Checks that there is something in it. */
  public Matrix {
    checkArgument(
        rows > 0 && columns > 0,
        "matrix %s must have rows and columns but has %s x %s",
        name,
        rows,
        columns);
  }

  /** Returns the number of its values. */
  public int size() {
    return Math.multiplyExact(rows, columns);
  }

  /** Returns its values: ordinary numbers on (-1, 1), always the same for a name and a size. */
  public float[] values() {
    Random random = new Random(name.hashCode());
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }
}
