package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which axes of a plot are logarithmic. */
public enum LogAxes {
  /** The one to the right. */
  X,
  /** The one upwards. */
  Y,
  /** Both. */
  XY,
  /** Neither. */
  NONE;

  /** Returns how it is called on a command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns all labels. */
  public static ImmutableList<String> labels() {
    return Arrays.stream(values()).map(LogAxes::label).collect(toImmutableList());
  }

  /** Returns the axes that a label names. */
  public static Optional<LogAxes> of(String label) {
    return Arrays.stream(values()).filter(axes -> axes.label().equals(label)).findFirst();
  }

  boolean hasX() {
    return this == X || this == XY;
  }

  boolean hasY() {
    return this == Y || this == XY;
  }
}
