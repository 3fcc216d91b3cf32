package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkElementIndex;
import static com.google.common.base.Preconditions.checkPositionIndexes;

import java.util.Arrays;

/**
 * Rows of numbers: observations, codes. The array is the object's own storage: nobody writes to it
 * after construction.
 *
 * @param values {@code [rows, columns]}, last index fastest
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes that are shared, never compared or changed.
public record Matrix(float[] values, int rows, int columns) {
  /** Checks the sizes. */
  public Matrix {
    checkArgument(rows >= 0 && columns >= 0, "a matrix of %s x %s values", rows, columns);
    checkArgument(
        values.length == (long) rows * columns,
        "%s values do not fill %s x %s",
        values.length,
        rows,
        columns);
  }

  /** Returns a matrix of given rows, at least one, of one length. */
  public static Matrix of(float[][] rows) {
    checkArgument(rows.length > 0, "a matrix is made of one row at least");
    int columns = rows[0].length;
    float[] values = new float[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      checkArgument(
          rows[i].length == columns,
          "row %s has %s values, but row 0 has %s",
          i,
          rows[i].length,
          columns);
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return new Matrix(values, rows.length, columns);
  }

  /** Returns one number. */
  public float at(int row, int column) {
    return values[checkElementIndex(row, rows) * columns + checkElementIndex(column, columns)];
  }

  /** Returns a copy of one row. */
  public float[] row(int row) {
    int from = checkElementIndex(row, rows) * columns;
    return Arrays.copyOfRange(values, from, from + columns);
  }

  /** Returns a copy of the rows from one to before another. */
  public Matrix slice(int from, int to) {
    checkPositionIndexes(from, to, rows);
    return new Matrix(Arrays.copyOfRange(values, from * columns, to * columns), to - from, columns);
  }

  /** Returns a copy of some rows, in the order given. */
  public Matrix select(int... chosen) {
    float[] selected = new float[Math.multiplyExact(chosen.length, columns)];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(
          values, checkElementIndex(chosen[i], rows) * columns, selected, i * columns, columns);
    }
    return new Matrix(selected, chosen.length, columns);
  }
}
