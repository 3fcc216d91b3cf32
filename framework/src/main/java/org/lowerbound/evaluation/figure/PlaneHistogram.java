package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The density of points on the plane, as a histogram. */
final class PlaneHistogram {
  /** The points of one run. */
  static final int POINTS_PER_RUN = 1000;

  private final PlaneGrid grid;
  private final int points;
  private final double[] density;

  private PlaneHistogram(PlaneGrid grid, int points) {
    this.grid = grid;
    this.points = points;
    this.density = new double[grid.size()];
  }

  /**
   * Starts one of so many points; those outside the grid count as points, too.
   *
   * @param grid the cells
   */
  static PlaneHistogram of(PlaneGrid grid, int points) {
    return new PlaneHistogram(grid, points);
  }

  /**
   * Returns the density of the points that a node gives, one for each row of a run, the split's
   * examples in turn.
   *
   * @param drawn {@code [..., 2]}
   */
  double[] ofRuns(SplitRunner runner, Operand<TFloat32> drawn) {
    return ofRuns(runner, drawn, UnaryOperator.identity());
  }

  /**
   * Returns the same of what the values stand for.
   *
   * @param raw from a run's values to those that are shown
   */
  double[] ofRuns(SplitRunner runner, Operand<TFloat32> drawn, UnaryOperator<float[]> raw) {
    for (int done = 0; done < points; done += POINTS_PER_RUN) {
      int first = done;
      int[] rows =
          IntStream.range(first, Math.min(points, first + POINTS_PER_RUN))
              .map(i -> i % runner.count())
              .toArray();
      add(
          raw.apply(runner.run(rows, first / POINTS_PER_RUN, ImmutableList.of(drawn)).get(0)),
          rows.length);
      runner.progress((int) ((long) runner.count() * (first + rows.length) / points));
    }
    return density;
  }

  /** Adds the first of some points, {@code [n, 2]}. */
  private void add(float[] values, int count) {
    double share = 1 / (points * grid.step() * grid.step());
    for (int i = 0; i < count; i++) {
      int cell = grid.cell(values[2 * i], values[2 * i + 1]);
      if (cell >= 0) {
        density[cell] += share;
      }
    }
  }
}
