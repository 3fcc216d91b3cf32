package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Raster;

final class RasterTest {
  @Test
  void picturesAreSetSideBySide() {
    Raster left = new Raster(1, 2, new int[] {1, 2});
    Raster right = new Raster(2, 2, new int[] {3, 4, 5, 6});
    Raster both = Raster.beside(left, right, 1, 9);
    assertEquals(4, both.width());
    assertEquals(2, both.height());
    assertArrayEquals(new int[] {1, 9, 3, 4, 2, 9, 5, 6}, both.pixels());
    assertEquals(5, both.at(2, 1));
  }

  @Test
  void sizesMustAgree() {
    assertEquals(
        "3 pixels do not fill 2 x 2",
        assertThrows(IllegalArgumentException.class, () -> new Raster(2, 2, new int[3]))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Raster(0, 2, new int[0]));
    assertThrows(
        IllegalArgumentException.class,
        () -> Raster.beside(new Raster(1, 1, new int[1]), new Raster(1, 2, new int[2]), 1, 0));
  }

  /** Returns L* of CIE 1976, which is 0 for black and 100 for white, of an sRGB colour. */
  private static double lightness(int color) {
    double luminance =
        0.2126 * linear(color >> 16 & 0xFF)
            + 0.7152 * linear(color >> 8 & 0xFF)
            + 0.0722 * linear(color & 0xFF);
    return 116 * Math.cbrt(luminance) - 16;
  }

  private static double linear(int level) {
    double c = level / 255.0;
    return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  @Test
  void equalStepsOfTheColorMapAreEquallyMuchLighter() {
    // Published as uniform: from L* = 15 to 91. Straight lines between ten colours bend it a bit.
    double first = lightness(ColorMap.of(0));
    double last = lightness(ColorMap.of(1));
    assertEquals(15, first, 1);
    assertEquals(91, last, 1);
    for (int i = 0; i <= 90; i++) {
      double value = i / 90.0;
      assertEquals(first + value * (last - first), lightness(ColorMap.of(value)), 2, "" + value);
    }
  }

  @Test
  void numbersOutsideOfTheMapHaveItsEnds() {
    assertEquals(0x440154, ColorMap.of(0));
    assertEquals(0x440154, ColorMap.of(-3));
    assertEquals(0xfde725, ColorMap.of(1));
    assertEquals(0xfde725, ColorMap.of(Double.POSITIVE_INFINITY));
    assertEquals(0x26828e, ColorMap.of(4 / 9.0));
  }
}
