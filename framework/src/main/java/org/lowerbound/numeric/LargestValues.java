package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/** The largest of values that come one by one, in memory for twice as many. */
public final class LargestValues {
  private final int count;
  private final double[] kept;
  private int size;
  private double least = Double.NEGATIVE_INFINITY; // What a value must exceed to be kept.

  /** Keeps so many. */
  public LargestValues(int count) {
    checkArgument(count > 0, "count must be positive but is %s", count);
    this.count = count;
    this.kept = new double[2 * count];
  }

  /** Adds a value; NaN counts as the largest. */
  public void add(double value) {
    if (value <= least && size >= count) {
      return;
    }
    kept[size++] = value;
    if (size == kept.length) {
      shrink();
    }
  }

  private void shrink() {
    Arrays.sort(kept, 0, size);
    System.arraycopy(kept, size - count, kept, 0, count);
    size = count;
    least = kept[0];
  }

  /** Returns the largest of the values so far, or all if there are no more, in rising order. */
  public double[] values() {
    double[] sorted = Arrays.copyOf(kept, size);
    Arrays.sort(sorted);
    return Arrays.copyOfRange(sorted, Math.max(0, size - count), size);
  }
}
