package org.lowerbound.evaluation.figure;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.data.Dataset;
import org.lowerbound.picture.Palette;
import org.lowerbound.picture.Plot;
import org.lowerbound.picture.Raster;
import org.lowerbound.picture.Series;

/** Observations of two values as dots on a plane. */
final class PlaneDots {
  private PlaneDots() {}

  /** Returns whether a data set's observations are points on the plane. */
  static boolean isPlane(Dataset dataset) {
    return dataset.observationShape().numDimensions() == 1 && dataset.dimension() == 2;
  }

  /**
   * Checks that a data set's observations can be shown, as images or as dots.
   *
   * @param who shows them, by its type name
   * @throws IllegalArgumentException if not
   */
  static void checkIsShown(Dataset dataset, String who) {
    checkArgument(
        isPlane(dataset) || ImageColors.isImage(dataset.observationShape()),
        "%s shows images, [height, width, 1] or [height, width, 3], and points on the plane, [2]; the"
            + " observations of %s have the shape %s",
        who,
        dataset.name(),
        Arrays.toString(dataset.observationShape().asArray()));
  }

  /**
   * Draws points over each other.
   *
   * @param points raw values by what they are, {@code [n, 2]}
   */
  static Raster draw(ImmutableMap<String, float[]> points) {
    ImmutableList<Integer> colors = Palette.of(points.size());
    ImmutableList.Builder<Series> series = ImmutableList.builder();
    points.forEach(
        (name, values) ->
            series.add(
                Series.dots(
                    name,
                    column(values, 0),
                    column(values, 1),
                    colors.get(points.keySet().asList().indexOf(name)))));
    return Plot.ofPlane(series.build(), "x1", "x2").draw();
  }

  private static double[] column(float[] values, int column) {
    return IntStream.range(0, values.length / 2).mapToDouble(i -> values[2 * i + column]).toArray();
  }
}
