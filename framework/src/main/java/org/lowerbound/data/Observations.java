package org.lowerbound.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The observations of one split, row by row: in memory, or in a file that they are read from when
 * they are needed. Nobody writes to them after construction.
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes that are shared, never compared or changed.
public sealed interface Observations {
  /** Returns the number of observations. */
  int count();

  /** Returns the number of values of one observation. */
  int dimension();

  /** Returns one value as it is observed, that is, scaled by {@link ValueKind#scale}. */
  double value(ValueKind kind, int row, int column);

  /**
   * Returns some rows, in the order given: a copy if they are in memory, else a view, for which
   * nothing is read yet.
   */
  Observations select(int[] rows);

  /** Returns some rows, at least one, in the order given, in memory. */
  InMemory read(int[] rows);

  /**
   * Returns all rows in their order, part by part: in one if they are in memory, else about a
   * million values at a time.
   */
  Iterable<InMemory> parts();

  /**
   * Returns the observations of several, one after the other; they have the same dimension and are
   * all kept as bytes, or all as floats.
   *
   * @param several at least one; if one of them is mapped, so is the result
   */
  static Observations concatenate(List<? extends Observations> several) {
    if (several.stream().allMatch(part -> part instanceof InMemory)) {
      return ConcatenatedRows.inMemory(several.stream().map(part -> (InMemory) part).toList());
    }
    return new Mapped(
        several.stream().mapToInt(Observations::count).reduce(0, Math::addExact),
        several.get(0).dimension(),
        new ConcatenatedRows(ImmutableList.copyOf(several)));
  }

  private static void checkSize(int length, int count, int dimension) {
    checkArgument(
        length == (long) count * dimension,
        "%s values do not fill %s x %s",
        length,
        count,
        dimension);
  }

  /** Observations whose values are all there. */
  sealed interface InMemory extends Observations {
    @Override
    InMemory select(int[] rows);

    @Override
    default InMemory read(int[] rows) {
      return select(rows);
    }

    @Override
    default Iterable<InMemory> parts() {
      return ImmutableList.of(this);
    }
  }

  /**
   * Observations kept as unsigned bytes.
   *
   * @param values {@code [count, dimension]}, last index fastest; the object's own storage
   */
  record Bytes(byte[] values, int count, int dimension) implements InMemory {
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
   * @param values {@code [count, dimension]}, last index fastest; the object's own storage
   */
  record Floats(float[] values, int count, int dimension) implements InMemory {
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

  /**
   * Observations that stay in a file, which may be larger than the memory. What is read is what
   * would be in memory, to the last digit. A single value costs the reading of its row.
   *
   * @param reader reads rows; any number of threads may call it at the same time
   */
  record Mapped(int count, int dimension, RowReader reader) implements Observations {
    private static final int VALUES_AT_ONCE = 1 << 20;

    @Override
    public double value(ValueKind kind, int row, int column) {
      return reader.read(new int[] {row}).value(kind, 0, column);
    }

    @Override
    public Mapped select(int[] rows) {
      return new Mapped(
          rows.length,
          dimension,
          chosen -> reader.read(IntStream.of(chosen).map(i -> rows[i]).toArray()));
    }

    @Override
    public InMemory read(int[] rows) {
      return reader.read(rows);
    }

    @Override
    public Iterable<InMemory> parts() {
      int rowsAtOnce = Math.max(1, VALUES_AT_ONCE / Math.max(1, dimension));
      int parts = (int) (((long) count + rowsAtOnce - 1) / rowsAtOnce);
      return () ->
          IntStream.range(0, parts)
              .mapToObj(
                  part -> {
                    int start = part * rowsAtOnce;
                    int end = start + Math.min(rowsAtOnce, count - start);
                    return reader.read(IntStream.range(start, end).toArray());
                  })
              .iterator();
    }
  }

  /** Reads rows of observations that are not in memory. */
  @FunctionalInterface
  interface RowReader {
    /**
     * Reads some rows, at least one.
     *
     * @param rows from 0; in any order
     */
    InMemory read(int[] rows);
  }
}
