package org.lowerbound.evaluation.figure;

import org.lowerbound.picture.ColorMap;
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
   * Returns the picture of a density.
   *
   * @param density the density in each cell
   * @param brightest the density that gets the brightest colour
   */
  Raster raster(double[] density, double brightest) {
    int[] colors = new int[size()];
    for (int i = 0; i < colors.length; i++) {
      colors[i] = ColorMap.of(density[i] / brightest);
    }
    return new Raster(pixels, pixels, colors);
  }
}
