package org.lowerbound.tools.plot;

import com.google.common.primitives.Doubles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lowerbound.picture.Look;
import org.lowerbound.picture.Look.Spread;
import org.lowerbound.picture.Series;

/** The points of a series as they are found. */
final class Points {
  private final List<Point> points = new ArrayList<>();
  private boolean thin;

  /** A point, with half the length of its error bar, not a number if it has none. */
  private record Point(double x, double y, double error) {}

  /**
   * Adds a point.
   *
   * @param overTrials whether its error is over trials
   */
  void add(double x, double y, double error, boolean overTrials) {
    points.add(new Point(x, y, error));
    thin |= !overTrials && Double.isFinite(error);
  }

  /** Puts the points in the order of x. */
  void sort() {
    points.sort(Comparator.comparingDouble(Point::x));
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** Returns the series, moved to the right. */
  Series series(String name, double shift, Look look) {
    Series series =
        Series.of(
            name,
            Doubles.toArray(points.stream().map(p -> p.x() + shift).toList()),
            Doubles.toArray(points.stream().map(Point::y).toList()),
            thin ? look.withSpread(Spread.THIN_BARS) : look);
    return points.stream().anyMatch(p -> Double.isFinite(p.error()))
        ? series.withErrors(Doubles.toArray(points.stream().map(Point::error).toList()))
        : series;
  }
}
