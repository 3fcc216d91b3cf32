package org.lowerbound.data.named;

import org.lowerbound.data.Observations;
import org.tensorflow.ndarray.Shape;

/** How the pixels of an image follow each other in a file. */
enum PixelOrder {
  /** The upper row from left to right, then the next. */
  ROW_BY_ROW {
    @Override
    Observations.Bytes rowByRow(Observations.Bytes stored, int height, int width) {
      return stored;
    }

    @Override
    Shape shape(int height, int width) {
      return Shape.of(height, width, 1);
    }
  },

  /**
   * The left column from the top downwards, then the next: seen row by row, such an image is
   * mirrored along its diagonal.
   */
  COLUMN_BY_COLUMN {
    @Override
    Observations.Bytes rowByRow(Observations.Bytes stored, int height, int width) {
      byte[] values = stored.values();
      byte[] turned = new byte[values.length];
      int dimension = stored.dimension();
      for (int image = 0; image < stored.count(); image++) {
        int first = image * dimension;
        for (int a = 0; a < height; a++) {
          for (int b = 0; b < width; b++) {
            turned[first + b * height + a] = values[first + a * width + b];
          }
        }
      }
      return new Observations.Bytes(turned, stored.count(), dimension);
    }

    @Override
    Shape shape(int height, int width) {
      return Shape.of(width, height, 1);
    }
  };

  /**
   * Returns images row by row.
   *
   * @param stored images as stored, {@code [count, height · width]}
   * @param height the first size that the file gives
   * @param width the second size that the file gives
   */
  abstract Observations.Bytes rowByRow(Observations.Bytes stored, int height, int width);

  /** Returns the shape of such an image, {@code [height, width, 1]}. */
  abstract Shape shape(int height, int width);
}
