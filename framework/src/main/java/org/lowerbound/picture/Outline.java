package org.lowerbound.picture;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Closed lines on the plane of a picture, in pixels: x to the right, y downwards, the corner of the
 * first pixel at (0, 0). Inside is what they wind around.
 *
 * @param contours each x, y, x, y, …, of at least two points; the last is joined to the first
 */
public record Outline(ImmutableList<ImmutableDoubleArray> contours) {
  private static final int ROUND = 24;

  /** A circle of radius 1, the same on every machine. */
  private static final ImmutableDoubleArray CIRCLE = circle();

  /** Checks the lines. */
  public Outline {
    for (ImmutableDoubleArray contour : contours) {
      checkArgument(
          contour.length() >= 4 && contour.length() % 2 == 0,
          "a closed line has two points at least, x and y each, but not %s numbers",
          contour.length());
      checkArgument(contour.stream().allMatch(Double::isFinite), "a point must be finite");
    }
  }

  /** Takes a straight part of a line. */
  @FunctionalInterface
  interface Edge {
    /** Takes the part from one point to another. */
    void take(double x0, double y0, double x1, double y1);
  }

  private static ImmutableDoubleArray circle() {
    ImmutableDoubleArray.Builder points = ImmutableDoubleArray.builder(2 * ROUND);
    for (int i = 0; i < ROUND; i++) {
      double angle = 2 * Math.PI * i / ROUND;
      points.add(StrictMath.cos(angle)).add(StrictMath.sin(angle));
    }
    return points.build();
  }

  /** Returns a circle. */
  public static Outline disc(double x, double y, double radius) {
    checkArgument(radius > 0, "a radius must be positive but is %s", radius);
    return new Outline(ImmutableList.of(CIRCLE)).scaled(radius).moved(x, y);
  }

  /** Returns a rectangle. */
  public static Outline rectangle(double left, double top, double width, double height) {
    return new Outline(
        ImmutableList.of(
            ImmutableDoubleArray.of(
                left, top, left + width, top, left + width, top + height, left, top + height)));
  }

  /**
   * Returns a line with a width, with round ends and corners.
   *
   * @param points x, y, x, y, …
   */
  public static Outline stroke(ImmutableDoubleArray points, double width) {
    ImmutableList.Builder<ImmutableDoubleArray> parts = ImmutableList.builder();
    for (int i = 0; i + 1 < points.length(); i += 2) {
      double x = points.get(i);
      double y = points.get(i + 1);
      parts.addAll(disc(x, y, width / 2).contours);
      if (i + 3 < points.length()) {
        double dx = points.get(i + 2) - x;
        double dy = points.get(i + 3) - y;
        double length = Math.sqrt(dx * dx + dy * dy);
        if (length > 0) {
          double across = width / 2 / length * dy;
          double along = width / 2 / length * dx;
          // Round the same way as the circles, so that none takes away from another.
          parts.add(
              ImmutableDoubleArray.of(
                  x + across,
                  y - along,
                  x + dx + across,
                  y + dy - along,
                  x + dx - across,
                  y + dy + along,
                  x - across,
                  y + along));
        }
      }
    }
    return new Outline(parts.build());
  }

  /** Returns several outlines as one. */
  public static Outline all(List<Outline> outlines) {
    return new Outline(
        outlines.stream().flatMap(o -> o.contours.stream()).collect(toImmutableList()));
  }

  /** Returns this one elsewhere. */
  public Outline moved(double right, double down) {
    return map(x -> x + right, y -> y + down);
  }

  /** Returns this one with all coordinates multiplied. */
  public Outline scaled(double scale) {
    return map(x -> x * scale, y -> y * scale);
  }

  /** Returns this one after a quarter of a turn to the left around (0, 0). */
  public Outline turnedLeft() {
    return new Outline(
        contours.stream()
            .map(
                contour -> {
                  ImmutableDoubleArray.Builder turned = ImmutableDoubleArray.builder();
                  for (int i = 0; i < contour.length(); i += 2) {
                    turned.add(contour.get(i + 1)).add(-contour.get(i));
                  }
                  return turned.build();
                })
            .collect(toImmutableList()));
  }

  private Outline map(DoubleUnaryOperator toX, DoubleUnaryOperator toY) {
    return new Outline(
        contours.stream()
            .map(
                contour -> {
                  ImmutableDoubleArray.Builder mapped = ImmutableDoubleArray.builder();
                  for (int i = 0; i < contour.length(); i += 2) {
                    mapped.add(toX.applyAsDouble(contour.get(i)));
                    mapped.add(toY.applyAsDouble(contour.get(i + 1)));
                  }
                  return mapped.build();
                })
            .collect(toImmutableList()));
  }

  /** Returns the least x, +∞ if there is no line. */
  double left() {
    return least(0, 1);
  }

  /** Returns the largest x, −∞ if there is no line. */
  double right() {
    return -least(0, -1);
  }

  /** Returns the least y, +∞ if there is no line. */
  double top() {
    return least(1, 1);
  }

  /** Returns the largest y, −∞ if there is no line. */
  double bottom() {
    return -least(1, -1);
  }

  private double least(int coordinate, int sign) {
    double least = Double.POSITIVE_INFINITY;
    for (ImmutableDoubleArray contour : contours) {
      for (int i = coordinate; i < contour.length(); i += 2) {
        least = Math.min(least, sign * contour.get(i));
      }
    }
    return least;
  }

  /** Gives all straight parts. */
  void edges(Edge edge) {
    for (ImmutableDoubleArray contour : contours) {
      int last = contour.length() - 2;
      for (int i = 0; i <= last; i += 2) {
        int next = i == last ? 0 : i + 2;
        edge.take(contour.get(i), contour.get(i + 1), contour.get(next), contour.get(next + 1));
      }
    }
  }
}
