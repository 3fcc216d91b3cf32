package org.lowerbound.tools;

import com.google.common.collect.ImmutableList;
import org.lowerbound.evaluation.Raster;
import org.lowerbound.training.Matrix;

/** Points on a plane, coloured by class, with equal scales along both axes. */
final class ScatterPlot {
  private static final int SIDE = 360;
  private static final int MARGIN = 8;
  private static final int DOT = 3;
  private static final int BACKGROUND = 0xF4F4F4;
  private static final int UNLABELLED = 0x1F4E79;

  /** Okabe and Ito's colours, which most people can tell apart, but for the yellow. */
  private static final ImmutableList<Integer> COLORS =
      ImmutableList.of(
          0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0x999999);

  private ScatterPlot() {}

  /**
   * Draws points.
   *
   * @param points {@code [count, dimension]}
   * @param across the value to the right
   * @param up the value upwards
   * @param classes of each point, negative if it has none
   */
  static Raster draw(Matrix points, int across, int up, int[] classes) {
    Range x = Range.of(points, across);
    Range y = Range.of(points, up);
    double span = Math.max(x.most() - x.least(), y.most() - y.least());
    double scale = span > 0 ? (SIDE - 2 * MARGIN - DOT) / span : 0;
    Canvas canvas = new Canvas(SIDE, SIDE, BACKGROUND);
    for (int row = 0; row < points.rows(); row++) {
      int left = (int) ((SIDE - DOT) / 2.0 + scale * (points.at(row, across) - x.middle()));
      int top = (int) ((SIDE - DOT) / 2.0 - scale * (points.at(row, up) - y.middle()));
      int color = classes[row] < 0 ? UNLABELLED : COLORS.get(classes[row] % COLORS.size());
      canvas.fill(left, top, DOT, DOT, color);
    }
    return canvas.raster();
  }

  /** The values that points have along an axis. */
  private record Range(float least, float most) {
    static Range of(Matrix points, int column) {
      float least = Float.POSITIVE_INFINITY;
      float most = Float.NEGATIVE_INFINITY;
      for (int row = 0; row < points.rows(); row++) {
        least = Math.min(least, points.at(row, column));
        most = Math.max(most, points.at(row, column));
      }
      return new Range(least, most);
    }

    double middle() {
      return (least + (double) most) / 2;
    }
  }
}
