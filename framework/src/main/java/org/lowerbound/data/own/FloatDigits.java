package org.lowerbound.data.own;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.lowerbound.data.file.NumericArray;
import org.lowerbound.data.source.DataException;

/** Whether real values that are stored as they are, in 32 bits, keep what tells them apart. */
final class FloatDigits {
  /** The share of a value's range that may be lost to rounding. */
  private static final double MOST_LOST = 0.01;

  private FloatDigits() {}

  /**
   * Checks that rounding is small beside the range of each value.
   *
   * @param order for each value of an observation, where it is in a row of the array
   * @param valueName what messages call a value of an observation
   * @throws DataException if it is not
   */
  static void check(NumericArray array, int[] order, IntFunction<String> valueName) {
    if (array.elementType().fitsFloat()) {
      return;
    }
    double[] least = new double[order.length];
    double[] most = new double[order.length];
    double[] lost = new double[order.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (long i = 0; i < array.size(); i++) {
      int place = (int) (i % order.length);
      double value = array.value(i);
      least[place] = Math.min(least[place], value);
      most[place] = Math.max(most[place], value);
      lost[place] = Math.max(lost[place], Math.abs(value - (float) value));
    }
    for (int column = 0; column < order.length; column++) {
      int place = order[column];
      if (lost[place] > MOST_LOST * (most[place] - least[place]) && least[place] < most[place]) {
        throw new DataException(
            String.format(
                "%s: %s is between %s and %s, where 32-bit floats are %s apart: too much is lost;"
                    + " \"standardize\": true works",
                array.place(),
                valueName.apply(column),
                least[place],
                most[place],
                Math.ulp((float) Math.max(-least[place], most[place]))));
      }
    }
  }
}
