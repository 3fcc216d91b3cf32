package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Points of a {@link Plot} that belong together.
 *
 * @param name what the legend calls them; empty if it does not
 * @param x the values to the right; a point that is not finite is left out, and ends a line
 * @param y the values upwards, as many
 * @param errors half the length of the error bar of each y; none at all, or as many, of which one
 *     that is not finite is not drawn
 * @param look how they are drawn
 */
public record Series(
    String name,
    ImmutableDoubleArray x,
    ImmutableDoubleArray y,
    ImmutableDoubleArray errors,
    Look look) {
  /** Checks that each point has both values. */
  public Series {
    checkArgument(
        x.length() == y.length(),
        "the series %s has %s values along one axis and %s along the other",
        name,
        x.length(),
        y.length());
    checkArgument(
        errors.isEmpty() || errors.length() == y.length(),
        "the series %s has %s values and %s errors",
        name,
        y.length(),
        errors.length());
    checkArgument(
        errors.stream().noneMatch(error -> error < 0), "an error of %s is negative", name);
  }

  /** What stands for points. */
  public enum Mark {
    /** A dot each, which lets others be seen through it. */
    DOTS,
    /** A line through all of them, in order. */
    LINE,
    /** A point each, of the look's shape. */
    POINTS,
    /** A line, and a point each. */
    POINTS_ON_LINE,
    /** A bar each, from 0; those of several series at one place stand side by side. */
    BARS
  }

  /** Returns points with a look. */
  public static Series of(String name, double[] x, double[] y, Look look) {
    return new Series(
        name,
        ImmutableDoubleArray.copyOf(x),
        ImmutableDoubleArray.copyOf(y),
        ImmutableDoubleArray.of(),
        look);
  }

  /** Returns points with a dot each. */
  public static Series dots(String name, double[] x, double[] y, int color) {
    return of(name, x, y, Look.of(Mark.DOTS, color));
  }

  /**
   * Returns points with a dot each, a series for each class that there is.
   *
   * @param classes the class of each point, negative if it has none; if no point has one, there is
   *     one series without a name
   */
  public static ImmutableList<Series> byClass(double[] x, double[] y, int[] classes) {
    int[] known = Arrays.stream(classes).filter(c -> c >= 0).distinct().sorted().toArray();
    if (known.length == 0) {
      return ImmutableList.of(dots("", x, y, Palette.of(1).get(0)));
    }
    ImmutableList<Integer> colors = Palette.of(known.length);
    ImmutableList.Builder<Series> series = ImmutableList.builder();
    for (int i = 0; i < known.length; i++) {
      int one = known[i];
      series.add(
          dots(
              Integer.toString(one),
              select(x, classes, c -> c == one),
              select(y, classes, c -> c == one),
              colors.get(i)));
    }
    if (Arrays.stream(classes).anyMatch(c -> c < 0)) {
      series.add(
          dots(
              "no label",
              select(x, classes, c -> c < 0),
              select(y, classes, c -> c < 0),
              Palette.NONE));
    }
    return series.build();
  }

  private static double[] select(double[] values, int[] classes, IntPredicate chosen) {
    return IntStream.range(0, classes.length)
        .filter(i -> chosen.test(classes[i]))
        .mapToDouble(i -> values[i])
        .toArray();
  }

  /** Returns a line through points, in order. */
  public static Series line(String name, double[] x, double[] y, int color) {
    return of(name, x, y, Look.of(Mark.LINE, color));
  }

  /**
   * Returns this series with errors.
   *
   * @param halves half the length of each point's error bar, such as a standard error; one that is
   *     not finite is not drawn
   */
  public Series withErrors(double[] halves) {
    return new Series(name, x, y, ImmutableDoubleArray.copyOf(halves), look);
  }

  /** Returns what stands for its points. */
  public Mark mark() {
    return look.mark();
  }

  /** Returns its colour, {@code 0xRRGGBB}. */
  public int color() {
    return look.color();
  }

  /** Returns whether a point can be drawn. */
  boolean isFinite(int point) {
    return Double.isFinite(x.get(point)) && Double.isFinite(y.get(point));
  }

  /** Returns the error of a point, 0 if there is none to draw. */
  double error(int point) {
    return !errors.isEmpty() && Double.isFinite(errors.get(point)) ? errors.get(point) : 0;
  }
}
