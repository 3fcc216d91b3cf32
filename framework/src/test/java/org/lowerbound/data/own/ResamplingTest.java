package org.lowerbound.data.own;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ResamplingTest {
  private static double[] resize(ImageFilter filter, int to, double... values) {
    return new Resampling(filter, values.length, to).apply(values, 1, values.length, 1);
  }

  @Test
  void boxesAreMeansOfBlocks() {
    assertArrayEquals(
        new double[] {2, 7, 20}, resize(ImageFilter.BOX, 3, 1, 3, 4, 10, 0, 40), 1e-12);
    assertArrayEquals(new double[] {1, 1, 9, 9}, resize(ImageFilter.BOX, 4, 1, 9), 1e-12);
  }

  @Test
  void aTriangleWeighsByDistance() {
    // Half as many: pixels at distances ¼, ¼ and ¾ of its reach have ¾, ¾ and ¼.
    double inner = (0.75 * 1 + 0.75 * 5 + 0.25 * 9) / 1.75;
    assertEquals(inner, resize(ImageFilter.BILINEAR, 2, 1, 5, 9, 0)[0], 1e-12);
    // Twice as many: ¾ of the near one, ¼ of the far one.
    assertArrayEquals(new double[] {0, 2, 6, 8}, resize(ImageFilter.BILINEAR, 4, 0, 8), 1e-12);
  }

  @Test
  void theCubicIsThatOfKeys() {
    // Between the middle ones of four values twice as many: -9/128, 111/128 … at ¼ from the second.
    double near = weightOfKeys(0.25);
    double far = weightOfKeys(0.75);
    double left = weightOfKeys(1.25);
    double right = weightOfKeys(1.75);
    double expected = (2 * left + 4 * near + 8 * far + 16 * right) / (left + near + far + right);
    assertEquals(expected, resize(ImageFilter.BICUBIC, 8, 2, 4, 8, 16)[3], 1e-12);
  }

  /** Keys (1981), equation 15, with a = −½. */
  private static double weightOfKeys(double d) {
    return d < 1 ? 1.5 * d * d * d - 2.5 * d * d + 1 : -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2;
  }

  @ParameterizedTest
  @EnumSource
  void aPlainSurfaceStaysAndRampsKeepTheirMiddle(ImageFilter filter) {
    double[] plain = new double[17];
    Arrays.fill(plain, 3.5);
    double[] ramp = new double[17];
    Arrays.setAll(ramp, i -> i);
    for (int to : new int[] {1, 4, 9, 17, 40}) {
      for (double value : resize(filter, to, plain)) {
        assertEquals(3.5, value, 1e-12);
      }
      double[] resized = resize(filter, to, ramp);
      for (int i = 0; i < to; i++) {
        // A pixel on a box's edge belongs to one side alone.
        assertEquals(
            16,
            resized[i] + resized[to - 1 - i],
            filter == ImageFilter.BOX ? 1 : 1e-9,
            "symmetric");
      }
    }
    assertArrayEquals(ramp, resize(filter, 17, ramp), 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void stripesFinerThanAPixelBecomeGrey(ImageFilter filter) {
    double[] stripes = new double[64];
    Arrays.setAll(stripes, i -> i % 2 == 0 ? 0 : 1);
    double[] resized = resize(filter, 8, stripes);
    for (int i = 2; i < 6; i++) {
      assertTrue(Math.abs(resized[i] - 0.5) < 0.02, filter + ": " + resized[i]);
    }
  }

  @Test
  void onlyTheAxisInTheMiddleChanges() {
    // [2, 2, 2]: two rows of two pixels with two channels.
    double[] values = {1, 10, 3, 30, 5, 50, 7, 70};
    assertArrayEquals(
        new double[] {2, 20, 6, 60}, new Resampling(ImageFilter.BOX, 2, 1).apply(values, 2, 2, 2));
  }
}
