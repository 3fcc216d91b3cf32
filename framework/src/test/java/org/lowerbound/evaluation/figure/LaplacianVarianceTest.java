package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.random.RandomStream;

final class LaplacianVarianceTest {
  private static final double FLOATS = 1e-6; // Images are rounded to 32 bits.

  /** The values of an image. */
  private interface Values {
    double at(int r, int s);
  }

  private static float[] image(int height, int width, Values values) {
    float[] image = new float[height * width];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) values.at(i / width, i % width);
    }
    return image;
  }

  @Test
  void aPlaneHasNone() {
    float[] plane = image(7, 9, (r, s) -> 2 + 0.5 * r - 0.25 * s);
    assertEquals(0, new LaplacianVariance(7, 9, 1).of(plane, 0), 0);
  }

  @Test
  void aStepHasTheVarianceOfTwoColumnsThatJump() {
    // Beside the step the Laplacian is +h in one column of pixels and −h in the next, of w − 2.
    int width = 11;
    double h = 0.75;
    float[] step = image(6, width, (r, s) -> s < 4 ? 0.25 : 0.25 + h);
    assertEquals(2 * h * h / (width - 2), new LaplacianVariance(6, width, 1).of(step, 0), 1e-12);
    float[] turned = image(width, 6, (r, s) -> r < 4 ? 0.25 : 0.25 + h);
    assertEquals(2 * h * h / (width - 2), new LaplacianVariance(width, 6, 1).of(turned, 0), 1e-12);
  }

  @Test
  void aWaveIsScaledByTheFiltersResponse() {
    // The Laplacian of sin(ar + bs) is (2 cos a + 2 cos b − 4) times itself. Over whole periods of
    // the inner pixels its mean is 0 and its mean square ½.
    double a = 2 * Math.PI / 8;
    double b = 2 * Math.PI * 3 / 10;
    float[] wave = image(18, 22, (r, s) -> 0.5 + 0.3 * Math.sin(a * r + b * s + 0.1));
    double response = 2 * Math.cos(a) + 2 * Math.cos(b) - 4;
    assertEquals(
        0.09 * response * response / 2, new LaplacianVariance(18, 22, 1).of(wave, 0), FLOATS);
  }

  /** An independent way: E L² − (E L)² of a filter of nine taps, over all of an image. */
  private static double byTaps(float[] image, int height, int width) {
    double[][] taps = {{0, 1, 0}, {1, -4, 1}, {0, 1, 0}};
    double squares = 0;
    double sum = 0;
    int count = 0;
    for (int r = 0; r + 3 <= height; r++) {
      for (int s = 0; s + 3 <= width; s++, count++) {
        double value = 0;
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 3; j++) {
            value += taps[i][j] * image[(r + i) * width + s + j];
          }
        }
        squares += value * value;
        sum += value;
      }
    }
    return squares / count - (sum / count) * (sum / count);
  }

  @Test
  void anyImageAgreesWithAFilterOfNineTaps() {
    RandomStream stream = new RandomStream(3, "laplacian");
    for (int[] size : new int[][] {{4, 4}, {5, 9}, {28, 28}}) {
      float[] image = image(size[0], size[1], (r, s) -> stream.nextDouble());
      float[] behind = new float[image.length + 5];
      System.arraycopy(image, 0, behind, 5, image.length);
      assertEquals(
          byTaps(image, size[0], size[1]),
          new LaplacianVariance(size[0], size[1], 1).of(behind, 5),
          1e-12);
    }
  }

  @Test
  void whiteNoiseHasTwentyTimesItsVariance() {
    // 4² + 4 · 1², less what the mean over an image's pixels takes of it, which is exact below.
    int side = 20;
    double sigma = 0.3;
    RandomStream stream = new RandomStream(4, "laplacian");
    double[] variances = new double[400];
    LaplacianVariance variance = new LaplacianVariance(side, side, 1);
    for (int n = 0; n < variances.length; n++) {
      variances[n] =
          variance.of(image(side, side, (r, s) -> 0.5 + sigma * stream.nextGaussian()), 0);
    }
    Estimate mean = Estimate.meanOf(variances);
    double expected = sigma * sigma * (20 - varianceOfTheMean(side));
    assertEquals(expected, mean.value(), 4 * mean.standardError().orElseThrow());
    assertEquals(20 * sigma * sigma, expected, 0.001, "of an image of any size");
  }

  /** Returns the variance of the mean of the Laplacian of white noise of variance 1. */
  static double varianceOfTheMean(int side) {
    double[] weights = new double[side * side];
    for (int r = 1; r < side - 1; r++) {
      for (int s = 1; s < side - 1; s++) {
        int i = r * side + s;
        weights[i] -= 4;
        for (int j : new int[] {i - 1, i + 1, i - side, i + side}) {
          weights[j] += 1;
        }
      }
    }
    double count = (side - 2.0) * (side - 2);
    return Arrays.stream(weights).map(w -> w * w).sum() / (count * count);
  }

  @Test
  void blurLowersItAndContrastIsSquared() {
    RandomStream stream = new RandomStream(5, "laplacian");
    float[] sharp = image(16, 16, (r, s) -> (r / 3 + s / 4) % 2 + 0.1 * stream.nextDouble());
    LaplacianVariance variance = new LaplacianVariance(16, 16, 1);
    float[] image = sharp;
    for (int times = 0; times < 4; times++) {
      float[] before = image;
      image = image(16, 16, (r, s) -> blurred(before, r, s));
      assertTrue(variance.of(image, 0) < 0.6 * variance.of(before, 0), "blurred again");
    }
    float[] half = image(16, 16, (r, s) -> 0.5 * sharp[r * 16 + s]);
    assertEquals(variance.of(sharp, 0) / 4, variance.of(half, 0), FLOATS);
  }

  /** Returns the mean of the pixels up to one away. */
  private static double blurred(float[] image, int r, int s) {
    double sum = 0;
    int count = 0;
    for (int y = Math.max(0, r - 1); y <= Math.min(15, r + 1); y++) {
      for (int x = Math.max(0, s - 1); x <= Math.min(15, s + 1); x++, count++) {
        sum += image[y * 16 + x];
      }
    }
    return sum / count;
  }

  @Test
  void ofColoursItIsThatOfTheLuma() {
    RandomStream stream = new RandomStream(6, "laplacian");
    float[] colours = image(6, 5 * 3, (r, s) -> stream.nextDouble());
    float[] luma =
        image(
            6,
            5,
            (r, s) -> {
              int i = (r * 5 + s) * 3;
              return 0.299 * colours[i] + 0.587 * colours[i + 1] + 0.114 * colours[i + 2];
            });
    assertEquals(
        new LaplacianVariance(6, 5, 1).of(luma, 0),
        new LaplacianVariance(6, 5, 3).of(colours, 0),
        FLOATS);
  }

  @Test
  void whatIsTooSmallIsRefused() {
    assertEquals(
        "images of 3 x 9 have too few pixels with four neighbours; 4 x 4 are the least",
        assertThrows(IllegalArgumentException.class, () -> new LaplacianVariance(3, 9, 1))
            .getMessage());
    assertEquals(
        "an image has 1 channel or 3, not 2",
        assertThrows(IllegalArgumentException.class, () -> new LaplacianVariance(9, 9, 2))
            .getMessage());
  }
}
