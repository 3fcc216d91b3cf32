package org.lowerbound.picture;

import java.util.function.DoubleUnaryOperator;

/** How values become lengths along an axis. */
public enum Scale {
  /** A step is as long everywhere. */
  LINEAR(value -> value),
  /** A factor is as long everywhere; only positive values have a place. */
  LOGARITHMIC(value -> value > 0 ? StrictMath.log10(value) : Double.NaN);

  private final DoubleUnaryOperator length;

  Scale(DoubleUnaryOperator length) {
    this.length = length;
  }

  /** Returns where a value lies, not a number if nowhere: itself, or its logarithm to base 10. */
  public double of(double value) {
    return length.applyAsDouble(value);
  }
}
