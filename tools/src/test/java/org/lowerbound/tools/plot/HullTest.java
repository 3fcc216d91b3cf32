package org.lowerbound.tools.plot;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lowerbound.picture.Reference;
import org.lowerbound.tools.plot.Hull.Point;

final class HullTest {
  @Test
  void theHullIsWhatNoMixtureIsBelow() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      ImmutableList<Point> points =
          Stream.generate(() -> new Point(random.nextInt(12), random.nextInt(12)))
              .limit(1 + random.nextInt(9))
              .collect(toImmutableList());
      ImmutableList<Point> hull = Hull.lower(points);
      for (Point point : points) {
        // By brute force: a corner is below every mixture of two others, and no point is further
        // left at its height.
        assertEquals(isCorner(point, points), hull.contains(point), point + " of " + points);
      }
      for (int i = 1; i < hull.size(); i++) {
        assertTrue(hull.get(i).x() > hull.get(i - 1).x() && hull.get(i).y() < hull.get(i - 1).y());
      }
    }
  }

  private static boolean isCorner(Point point, ImmutableList<Point> points) {
    for (Point a : points) {
      if (!a.equals(point) && a.x() <= point.x() && a.y() <= point.y()) {
        return false;
      }
      for (Point b : points) {
        if (!a.equals(point) && !b.equals(point) && a.x() < point.x() && b.x() > point.x()) {
          // Whole numbers: exact.
          double mixed =
              a.y() * (b.x() - point.x())
                  + b.y() * (point.x() - a.x())
                  - point.y() * (b.x() - a.x());
          if (mixed <= 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @Test
  void theTangentTouchesWhereTheBoundIsBest() {
    ImmutableList<Point> points =
        ImmutableList.of(new Point(1, 40), new Point(10, 25), new Point(20, 18), new Point(15, 30));
    Reference line = RateDistortionPlot.tangent(points);
    assertEquals(-1, line.slope());
    assertEquals(35, line.x() + line.y());
    assertTrue(points.stream().allMatch(p -> p.x() + p.y() >= 35));
    assertEquals("D + R = 35.00, the best ELBO", line.label());
  }
}
