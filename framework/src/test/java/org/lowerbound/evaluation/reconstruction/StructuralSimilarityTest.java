package org.lowerbound.evaluation.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.GoldenTable;

final class StructuralSimilarityTest {
  private static final double FLOATS = 1e-6; // Images are rounded to 32 bits.

  /** The images of {@code tools/golden/ssim.py}, with something before them. */
  private static float[] image(
      int height, int width, int channels, double a, double b, double offset) {
    float[] image = new float[5 + height * width * channels];
    for (int r = 0; r < height; r++) {
      for (int s = 0; s < width; s++) {
        for (int t = 0; t < channels; t++) {
          image[5 + (r * width + s) * channels + t] =
              (float)
                  (0.5 + 0.3 * Math.sin(a * r + b * s + t) + offset * Math.cos(0.37 * r * s + t));
        }
      }
    }
    return image;
  }

  @Test
  void similaritiesAreThoseOfAnotherProgram() {
    for (GoldenTable.Row row : GoldenTable.read("ssim")) {
      int height = (int) row.number("height");
      int width = (int) row.number("width");
      int channels = (int) row.number("channels");
      StructuralSimilarity similarity = new StructuralSimilarity(height, width, channels);
      float[] x = image(height, width, channels, 0.3, 0.2, 0.1);
      float[] y =
          image(height, width, channels, row.number("a"), row.number("b"), row.number("offset"));
      assertEquals(row.number("value"), similarity.of(x, y, 5), FLOATS, row.toString());
      assertEquals(similarity.of(x, y, 5), similarity.of(y, x, 5), 1e-12, "symmetric");
    }
  }

  @Test
  void constantImagesByHand() {
    float[] x = new float[12 * 13];
    float[] y = new float[12 * 13];
    Arrays.fill(x, 0.25f);
    Arrays.fill(y, 0.75f);
    double c1 = 1e-4;
    assertEquals(
        (2 * 0.25 * 0.75 + c1) / (0.25 * 0.25 + 0.75 * 0.75 + c1),
        new StructuralSimilarity(12, 13, 1).of(x, y, 0),
        1e-12);
    assertEquals(1, new StructuralSimilarity(12, 13, 1).of(x, x, 0), 1e-12);
  }

  @Test
  void smallImagesAreRefused() {
    assertEquals(
        "images of 10 x 28 are smaller than the window of 11 x 11",
        assertThrows(IllegalArgumentException.class, () -> new StructuralSimilarity(10, 28, 1))
            .getMessage());
  }
}
