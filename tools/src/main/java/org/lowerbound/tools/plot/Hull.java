package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The lower left part of the convex hull of points: what none of their mixtures is below. */
final class Hull {
  private Hull() {}

  /** A point of the plane. */
  record Point(double x, double y) {}

  /**
   * Returns the corners of the hull from the leftmost point to the lowest (Andrew's monotone
   * chain), without points on straight parts.
   */
  static ImmutableList<Point> lower(Collection<Point> points) {
    ImmutableList<Point> sorted =
        points.stream()
            .distinct()
            .sorted(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y))
            .collect(toImmutableList());
    List<Point> hull = new ArrayList<>();
    for (Point point : sorted) {
      // What does not go down is no part of the lower left.
      if (!hull.isEmpty() && point.y() >= hull.get(hull.size() - 1).y()) {
        continue;
      }
      while (hull.size() > 1
          && cross(hull.get(hull.size() - 2), hull.get(hull.size() - 1), point) <= 0) {
        hull.remove(hull.size() - 1);
      }
      hull.add(point);
    }
    return ImmutableList.copyOf(hull);
  }

  /** Returns whether the way from a over b to c turns to the left: a positive number. */
  private static double cross(Point a, Point b, Point c) {
    return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
  }
}
