package org.lowerbound.evaluation.figure;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.lowerbound.picture.ColorMap;
import org.lowerbound.picture.Picture;
import org.lowerbound.picture.PictureGrid;
import org.lowerbound.picture.Raster;

/**
 * Square cells that cover [−extent, extent]², row by row from the top: z₁ grows to the right, z₂
 * upwards.
 *
 * @param pixels the number of cells along each axis
 * @param extent half the side
 */
record PlaneGrid(int pixels, double extent) {
  /** Returns the side of a cell. */
  double step() {
    return 2 * extent / pixels;
  }

  /** Returns the number of cells. */
  int size() {
    return pixels * pixels;
  }

  /** Returns the cells' centres, {@code [size, 2]}, last index fastest. */
  float[] centers() {
    float[] centers = new float[2 * size()];
    for (int row = 0; row < pixels; row++) {
      for (int column = 0; column < pixels; column++) {
        int cell = row * pixels + column;
        centers[2 * cell] = (float) (-extent + (column + 0.5) * step());
        centers[2 * cell + 1] = (float) (extent - (row + 0.5) * step());
      }
    }
    return centers;
  }

  /** Returns the number of the cell that a point is in, or −1 if it is in none. */
  int cell(double z1, double z2) {
    double column = Math.floor((z1 + extent) / step());
    double row = Math.floor((extent - z2) / step());
    boolean inside = column >= 0 && column < pixels && row >= 0 && row < pixels;
    return inside ? ((int) row) * pixels + (int) column : -1;
  }

  /**
   * Returns densities side by side, in the same colours: the brightest is for the largest density
   * of the first that has one, and all above.
   *
   * @param densities the density in each cell, by what each is of
   */
  Picture draw(ImmutableMap<String, double[]> densities) {
    double brightest =
        densities.values().stream()
            .map(PlaneGrid::largest)
            .flatMapToDouble(OptionalDouble::stream)
            .findFirst()
            .orElse(1);
    return PictureGrid.of(
            ImmutableList.of(
                densities.values().stream()
                    .map(density -> raster(density, brightest))
                    .collect(ImmutableList.toImmutableList())))
        .withColumns(densities.keySet().asList())
        .drawColumns();
  }

  /** Returns the largest density, if any is above 0. */
  private static OptionalDouble largest(double[] density) {
    return Arrays.stream(density).filter(p -> p > 0 && Double.isFinite(p)).max();
  }

  /**
   * Returns the picture of a density.
   *
   * @param density the density in each cell
   * @param brightest the density that gets the brightest colour
   */
  private Raster raster(double[] density, double brightest) {
    int[] colors = new int[size()];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = ColorMap.of(density[i] / brightest);
    }
    return new Raster(pixels, pixels, colors);
  }
}
