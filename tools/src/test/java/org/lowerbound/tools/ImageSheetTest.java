package org.lowerbound.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ObservedData;
import org.lowerbound.picture.Raster;
import org.lowerbound.training.Matrix;
import org.tensorflow.ndarray.Shape;

final class ImageSheetTest {
  @Test
  void aPixelHasItsThreeChannels() {
    // Two rows of three pixels: an order of channels before pixels would show other colours.
    float[] image = new float[2 * 3 * 3];
    for (int i = 0; i < image.length; i++) {
      image[i] = 10 * i / 255f;
    }
    ImageSheet sheet =
        new ImageSheet(
            new ObservedData(
                Shape.of(2, 3, 3),
                ValueKind.GREY,
                ImmutableDoubleArray.copyOf(new double[image.length])));
    Raster raster = sheet.grid(new Matrix(image, 1, image.length), 1).withScale(24).draw();
    // 24 pixels for one, and a margin of 8.
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 3; x++) {
        int first = 10 * 3 * (3 * y + x);
        assertEquals(
            (first << 16) | ((first + 10) << 8) | (first + 20), raster.at(8 + 24 * x, 8 + 24 * y));
      }
    }
  }
}
