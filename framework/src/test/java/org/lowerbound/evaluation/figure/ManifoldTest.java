package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.lowerbound.picture.Raster;
import org.tensorflow.ndarray.Shape;

final class ManifoldTest {
  /** Quantiles at 1/8, 3/8, 5/8 and 7/8, by SciPy's ndtri. */
  private static final double[] QUANTILES = {
    -1.1503493803760079, -0.31863936396437514, 0.31863936396437514, 1.1503493803760079
  };

  @Test
  void imagesFollowTheQuantiles() {
    // Values from −2, black, to 2: the pixels of an image are z1 and z2 themselves.
    try (IdentityModel model = new IdentityModel(Shape.of(1, 2, 1), 1, -2, 2, 0, 0)) {
      Raster raster =
          new Manifold(4, "manifold")
              .build(model.harness().tf(), model.evaluated().graph())
              .draw(model.evaluated())
              .raster();
      int scale = raster.width() / 8;
      assertEquals(150, scale);
      assertEquals(4 * scale, raster.height());
      for (int row = 0; row < 4; row++) {
        for (int column = 0; column < 4; column++) {
          int first = raster.at(2 * column * scale, row * scale);
          int second = raster.at((2 * column + 2) * scale - 1, (row + 1) * scale - 1);
          assertEquals(grey(QUANTILES[column]), first, column + ", " + row);
          assertEquals(grey(QUANTILES[3 - row]), second, column + ", " + row); // Upwards.
        }
      }
    }
  }

  private static int grey(double value) {
    return 0x10101 * (int) Math.round(255 * (value + 2) / 4);
  }
}
