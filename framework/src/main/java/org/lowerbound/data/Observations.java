package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The observations of one split, row by row. The array is the object's own storage: nobody writes
 * to it after construction.
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes that are shared, never compared or changed.
public sealed interface Observations {
  /** Returns the number of observations. */
  int count();

  /** Returns the number of values of one observation. */
  int dimension();

  /** Returns one value as it is observed, that is, scaled by {@link ValueKind#scale}. */
  double value(ValueKind kind, int row, int column);

  /** Returns a copy of some rows, in the order given. */
  Observations select(int[] rows);

  private static void checkSize(int length, int count, int dimension) {
    checkArgument(
        length == (long) count * dimension,
        "%s values do not fill %s x %s",
        length,
        count,
        dimension);
  }

  /**
   * Observations kept as unsigned bytes.
   *
   * @param values {@code [count, dimension]}, last index fastest
   */
  record Bytes(byte[] values, int count, int dimension) implements Observations {
    /** Checks the sizes. */
    public Bytes {
      checkSize(values.length, count, dimension);
    }

    @Override
    public double value(ValueKind kind, int row, int column) {
      return (values[row * dimension + column] & 0xFF) * kind.scale();
    }

    @Override
    public Bytes select(int[] rows) {
      byte[] selected = new byte[rows.length * dimension];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * dimension, selected, i * dimension, dimension);
      }
      return new Bytes(selected, rows.length, dimension);
    }
  }

  /**
   * Observations kept as floats.
   *
   * @param values {@code [count, dimension]}, last index fastest
   */
  record Floats(float[] values, int count, int dimension) implements Observations {
    /** Checks the sizes. */
    public Floats {
      checkSize(values.length, count, dimension);
    }

    @Override
    public double value(ValueKind kind, int row, int column) {
      return values[row * dimension + column] * kind.scale();
    }

    @Override
    public Floats select(int[] rows) {
      float[] selected = new float[rows.length * dimension];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, rows[i] * dimension, selected, i * dimension, dimension);
      }
      return new Floats(selected, rows.length, dimension);
    }
  }
}
