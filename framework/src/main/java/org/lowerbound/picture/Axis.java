package org.lowerbound.picture;

import java.util.stream.DoubleStream;

/**
 * What is shown along one side of a plot.
 *
 * @param label what the values are, with their unit
 * @param least the value at the left or at the bottom
 * @param largest the value at the other end
 */
record Axis(String label, double least, double largest) {
  /** How far the axis goes beyond the values, a share of their range. */
  private static final double PADDING = 0.04;

  private static final double ALONE = 0.5;

  /** Returns the axis of some finite values; of none, or of one alone, it has the length 1. */
  static Axis of(String label, DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    double least = sorted.length == 0 ? 0 : sorted[0];
    double largest = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    double room = PADDING * (largest - least);
    // So large a number may have no other within one half.
    double alone = Math.max(ALONE, Math.abs(least) * 1e-6);
    return room > 0
        ? new Axis(label, least - room, largest + room)
        : new Axis(label, least - alone, largest + alone);
  }

  double length() {
    return largest - least;
  }

  /** Returns this axis with another length around the same middle. */
  Axis withLength(double length) {
    double middle = least + length() / 2;
    return new Axis(label, middle - length / 2, middle + length / 2);
  }
}
