package org.lowerbound.picture;

import com.google.common.collect.ImmutableList;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What is shown along one side of a plot.
 *
 * @param style what its values are, and how they become lengths
 * @param least where the left or the bottom is: a value, or the logarithm of one
 * @param largest where the other end is
 */
record Axis(AxisStyle style, double least, double largest) {
  /** How far the axis goes beyond the values, a share of their range. */
  private static final double PADDING = 0.04;

  private static final double ALONE = 0.5;

  /** Makes a linear axis. */
  Axis(String label, double least, double largest) {
    this(AxisStyle.of(label), least, largest);
  }

  /** Returns the linear axis of some finite values. */
  static Axis of(String label, DoubleStream values) {
    return of(AxisStyle.of(label), values);
  }

  /**
   * Returns the axis of some values, of which those without a place on it do not count; of none, or
   * of one alone, it has the length 1. One of categories has them all.
   */
  static Axis of(AxisStyle style, DoubleStream values) {
    if (style.isCategorical()) {
      return new Axis(style, -ALONE, style.categories().size() - ALONE);
    }
    double[] sorted = values.map(style.scale()::of).filter(Double::isFinite).sorted().toArray();
    double least = sorted.length == 0 ? 0 : sorted[0];
    double largest = sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    double room = PADDING * (largest - least);
    // So large a number may have no other within one half.
    double alone = Math.max(ALONE, Math.abs(least) * 1e-6);
    return room > 0
        ? new Axis(style, least - room, largest + room)
        : new Axis(style, least - alone, largest + alone);
  }

  double length() {
    return largest - least;
  }

  /** Returns which share of the axis lies before a value; not a number if it has no place. */
  double share(double value) {
    return (style.scale().of(value) - least) / length();
  }

  /** Returns which share of the axis lies before a mark. */
  double share(Tick tick) {
    return (tick.place() - least) / length();
  }

  /** Returns this axis with another length around the same middle. */
  Axis withLength(double length) {
    double middle = least + length() / 2;
    return new Axis(style, middle - length / 2, middle + length / 2);
  }

  /**
   * Returns the marks.
   *
   * @param most there are at most one more than so many with a text, but for categories, which have
   *     one each
   */
  ImmutableList<Tick> ticks(int most) {
    if (style.isCategorical()) {
      return IntStream.range(0, style.categories().size())
          .mapToObj(i -> new Tick(i, style.categories().get(i)))
          .collect(ImmutableList.toImmutableList());
    }
    if (style.scale() == Scale.LOGARITHMIC) {
      return LogTicks.of(least, largest, most);
    }
    Ticks ticks = Ticks.of(least, largest, most);
    return ticks.values().stream()
        .map(value -> new Tick(value.doubleValue(), ticks.text(value)))
        .collect(ImmutableList.toImmutableList());
  }
}
