package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What the values along one side of a plot are.
 *
 * @param label what they are, with their unit; may be empty
 * @param scale how they become lengths
 * @param categories the names of the values 0, 1, 2, …; none if they are numbers
 */
public record AxisStyle(String label, Scale scale, ImmutableList<String> categories) {
  /** Checks that only numbers have logarithms. */
  public AxisStyle {
    checkArgument(
        categories.isEmpty() || scale == Scale.LINEAR,
        "categories, such as %s, have no logarithms",
        categories);
  }

  /** Returns the style of numbers that are as long as they are large. */
  public static AxisStyle of(String label) {
    return new AxisStyle(label, Scale.LINEAR, ImmutableList.of());
  }

  /** Returns the style of numbers by their logarithms. */
  public static AxisStyle logarithmic(String label) {
    return new AxisStyle(label, Scale.LOGARITHMIC, ImmutableList.of());
  }

  /** Returns the style of things that have names. */
  public static AxisStyle categorical(String label, List<String> categories) {
    checkArgument(!categories.isEmpty(), "an axis of categories needs one at least");
    return new AxisStyle(label, Scale.LINEAR, ImmutableList.copyOf(categories));
  }

  /** Returns whether the values are names. */
  boolean isCategorical() {
    return !categories.isEmpty();
  }
}
