package org.lowerbound.picture;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** White lines on bars, so that those of several series can be told apart without colours, too. */
final class Hatch {
  private static final double STEP = 8;
  private static final double WIDTH = 1.5;
  private static final int WHITE = 0xFFFFFF;

  /** Which directions each pattern has: rising, falling, level. */
  private static final ImmutableList<ImmutableList<Integer>> PATTERNS =
      ImmutableList.of(
          ImmutableList.of(),
          ImmutableList.of(1),
          ImmutableList.of(-1),
          ImmutableList.of(0),
          ImmutableList.of(1, -1));

  private Hatch() {}

  /** Draws the pattern of a series onto a bar; that of the first is none. */
  static void draw(
      Surface surface, int index, double left, double top, double right, double bottom) {
    ImmutableDoubleArray bar = ImmutableDoubleArray.of(left, top, right, bottom);
    for (int direction : PATTERNS.get(index % PATTERNS.size())) {
      surface.stroke(
          lines(direction, bar)
              .flatMap(line -> Clip.segment(line, bar).stream())
              .collect(toImmutableList()),
          WIDTH,
          WHITE);
    }
  }

  /** Returns lines through all of a bar, one step apart, which are of one grid for all bars. */
  private static Stream<ImmutableDoubleArray> lines(int direction, ImmutableDoubleArray bar) {
    double wide = bar.get(2) - bar.get(0);
    double first = bar.get(1) - wide;
    double last = bar.get(3) + wide;
    return DoubleStream.iterate(Math.ceil(first / STEP) * STEP, y -> y <= last, y -> y + STEP)
        .mapToObj(
            y ->
                ImmutableDoubleArray.of(
                    bar.get(0), y + direction * wide / 2, bar.get(2), y - direction * wide / 2));
  }
}
