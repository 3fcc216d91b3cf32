package org.lowerbound.evaluation.compression;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.data.ValueKind;

/**
 * The symbols of values: bits are themselves, grey levels 0 … 255.
 *
 * @param kind of the values, {@link ValueKind#BINARY} or {@link ValueKind#GREY}
 */
public record ValueLevels(ValueKind kind) {
  private static final int BITS = 2;
  private static final int BYTES = 256;

  /** Checks that the values are bits or grey levels. */
  public ValueLevels {
    checkArgument(
        kind.keptAsBytes(),
        "only bits and grey levels have a code without loss, but the values are %s",
        kind.description());
  }

  /** Returns how many there are. */
  public int count() {
    return bits() ? BITS : BYTES;
  }

  /** Returns whether there are two. */
  public boolean bits() {
    return kind == ValueKind.BINARY;
  }

  /** Returns the symbols of an observation among others. */
  public int[] symbols(float[] values, int row, int dimension) {
    int[] symbols = new int[dimension];
    for (int d = 0; d < dimension; d++) {
      symbols[d] = Math.round(values[row * dimension + d] * (count() - 1));
    }
    return symbols;
  }

  /** Returns the values of symbols, as a table of bytes in a graph has them. */
  public float[] values(int[] symbols) {
    float scale = (float) kind.scale();
    float[] values = new float[symbols.length];
    for (int d = 0; d < values.length; d++) {
      values[d] = symbols[d] * scale;
    }
    return values;
  }
}
