package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A straight line from one side of a plot to another, which is no data: a value to be reached, a
 * slope to be compared with. It is grey and dashed, and named in the legend.
 *
 * @param label what the legend calls it; empty if it does not
 * @param x a value to the right on the line; not a number if the line has every one
 * @param y a value upwards on the line; not a number if the line has every one
 * @param slope how far it rises with each step to the right, in values, or in logarithms to base 10
 *     where an axis is logarithmic; infinite if it is upright
 */
public record Reference(String label, double x, double y, double slope) {
  /** Checks that there is such a line. */
  public Reference {
    checkArgument(!Double.isNaN(slope), "the line %s has no slope", label);
    checkArgument(
        Double.isFinite(Double.isInfinite(slope) ? x : slope == 0 ? y : x + y),
        "the line %s goes through no point",
        label);
  }

  /** Returns a level line. */
  public static Reference horizontal(String label, double y) {
    return new Reference(label, Double.NaN, y, 0);
  }

  /** Returns an upright line. */
  public static Reference vertical(String label, double x) {
    return new Reference(label, x, Double.NaN, Double.POSITIVE_INFINITY);
  }

  /**
   * Returns a line through a point. Where both axes are logarithmic, its slope is an exponent: y is
   * proportional to x to its power.
   */
  public static Reference through(String label, double x, double y, double slope) {
    return new Reference(label, x, y, slope);
  }
}
