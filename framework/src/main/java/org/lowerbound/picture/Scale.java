package org.lowerbound.picture;

/** How values become lengths along an axis. */
public enum Scale {
  /** A step is as long everywhere. */
  LINEAR,
  /** A factor is as long everywhere; only positive values have a place. */
  LOGARITHMIC;

  /** Returns where a value lies, not a number if nowhere: itself, or its logarithm to base 10. */
  public double of(double value) {
    return switch (this) {
      case LINEAR -> value;
      case LOGARITHMIC -> value > 0 ? StrictMath.log10(value) : Double.NaN;
    };
  }
}
