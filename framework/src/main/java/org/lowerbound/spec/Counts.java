package org.lowerbound.spec;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Checks of whole numbers that say how many of something there are. Each has an end that no use
 * comes near, so that a slip of the pen is a message and not an hour without one.
 */
public final class Counts {
  /** Values side by side: units, channels, latents, components, codes. */
  public static final int MOST_UNITS = 1_000_000;

  /** Things that the graph has one after the other: layers, blocks, the maps of a flow. */
  public static final int MOST_LAYERS = 200;

  /** Bins of a histogram. */
  public static final int MOST_BINS = 10_000;

  /** Draws that are taken one portion after the other, and steps. */
  public static final int MOST_DRAWS = 1_000_000_000;

  /** Values of one tensor; TensorFlow's and Java's arrays end not far above. */
  private static final long MOST_VALUES = 1L << 29;

  private Counts() {}

  /** Checks that a number lies between 1 and the most. */
  public static void checkPositive(String name, int value, int most) {
    checkArgument(value > 0, "%s must be positive but is %s", name, value);
    checkMost(name, value, most);
  }

  /** Checks that a number lies between some least one and the most. */
  public static void checkAtLeast(String name, int value, int least, int most) {
    checkArgument(value >= least, "%s must be at least %s but is %s", name, least, value);
    checkMost(name, value, most);
  }

  /** Checks that a number lies between 0 and the most. */
  public static void checkNotNegative(String name, int value, int most) {
    checkArgument(value >= 0, "%s must not be negative but is %s", name, value);
    checkMost(name, value, most);
  }

  /** Checks the widths of layers: how many there are, and each of them. */
  public static void checkWidths(String name, List<Integer> widths) {
    checkArgument(
        widths.size() <= MOST_LAYERS,
        "%s must be at most %s but are %s",
        name,
        MOST_LAYERS,
        widths.size());
    for (int width : widths) {
      checkArgument(width > 0, "%s must be positive but are %s", name, shown(widths));
      checkArgument(
          width <= MOST_UNITS, "%s must be at most %s but are %s", name, MOST_UNITS, shown(widths));
    }
  }

  /**
   * Returns the product of numbers that are positive.
   *
   * @param what they are, for the message: {@code components x latents}
   * @throws IllegalArgumentException if one tensor has no room for so many
   */
  public static int product(String what, int... factors) {
    long product = 1;
    for (int factor : factors) {
      product *= factor; // No overflow: it was at most 2^29 before.
      checkArgument(
          product <= MOST_VALUES,
          "%s is %s: at most %s",
          what,
          Arrays.stream(factors).mapToObj(String::valueOf).collect(Collectors.joining(" x ")),
          MOST_VALUES);
    }
    return (int) product;
  }

  private static void checkMost(String name, int value, int most) {
    checkArgument(value <= most, "%s must be at most %s but is %s", name, most, value);
  }

  private static List<Integer> shown(List<Integer> widths) {
    return widths.size() <= 10 ? widths : ImmutableList.copyOf(widths.subList(0, 10));
  }
}
