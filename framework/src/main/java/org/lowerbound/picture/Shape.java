package org.lowerbound.picture;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;

/** What the points of a series look like, so that they can be told apart without colours, too. */
public enum Shape {
  /** ●. */
  CIRCLE,
  /** ■. */
  SQUARE(-0.85, -0.85, 0.85, -0.85, 0.85, 0.85, -0.85, 0.85),
  /** ▲. */
  TRIANGLE(0, -1.15, 1.05, 0.75, -1.05, 0.75),
  /** ◆. */
  DIAMOND(0, -1.2, 1.2, 0, 0, 1.2, -1.2, 0),
  /** ▼. */
  TRIANGLE_DOWN(0, 1.15, -1.05, -0.75, 1.05, -0.75),
  /** ✚. */
  PLUS(
      -0.4, -1.15, 0.4, -1.15, 0.4, -0.4, 1.15, -0.4, 1.15, 0.4, 0.4, 0.4, 0.4, 1.15, -0.4, 1.15,
      -0.4, 0.4, -1.15, 0.4, -1.15, -0.4, -0.4, -0.4),
  /** A triangle that points to the right. */
  TRIANGLE_RIGHT(1.15, 0, -0.75, 1.05, -0.75, -1.05);

  private static final ImmutableList<Shape> ALL = ImmutableList.copyOf(values());

  /** The corners for a radius of 1, about as large as the circle; none for the circle itself. */
  private final ImmutableDoubleArray corners;

  Shape(double... corners) {
    this.corners = ImmutableDoubleArray.copyOf(corners);
  }

  /** Returns the shapes one after the other, from the first again after the last. */
  public static Shape of(int index) {
    return ALL.get(Math.floorMod(index, ALL.size()));
  }

  /** Returns the shape at a place, as large as a circle of a radius in pixels. */
  Outline outline(double x, double y, double radius) {
    return corners.isEmpty()
        ? Outline.disc(x, y, radius)
        : new Outline(ImmutableList.of(corners)).scaled(radius).moved(x, y);
  }
}
