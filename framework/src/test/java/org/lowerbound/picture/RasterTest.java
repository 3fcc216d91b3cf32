package org.lowerbound.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

final class RasterTest {
  private static final Raster RASTER = new Raster(3, 2, new int[] {1, 2, 3, 4, 5, 6});

  @Test
  void partsAndEnlargementsHaveThePixelsOfTheWhole() {
    assertEquals(new Raster(2, 1, new int[] {5, 6}), RASTER.crop(1, 1, 2, 1));
    Raster large = RASTER.crop(0, 0, 2, 2).scaled(2);
    assertEquals(4, large.width());
    assertArrayEquals(new int[] {1, 1, 2, 2, 1, 1, 2, 2, 4, 4, 5, 5, 4, 4, 5, 5}, large.pixels());
    assertEquals(RASTER, RASTER.scaled(1));
    assertNotEquals(RASTER, new Raster(2, 3, RASTER.pixels()));
  }

  @Test
  void anImageHasItsChannelsLast() {
    // Two rows of three pixels, behind a value of another image.
    float[] values = new float[1 + 2 * 3 * 3];
    for (int i = 1; i < values.length; i++) {
      values[i] = 10 * i / 255f;
    }
    Raster image = Raster.image(values, 1, 2, 3, 3);
    assertEquals(3, image.width());
    assertEquals(10 << 16 | 20 << 8 | 30, image.at(0, 0));
    assertEquals(160 << 16 | 170 << 8 | 180, image.at(2, 1));
    Raster grey = Raster.image(new float[] {-1, 0, 0.5f, 7}, 0, 2, 2, 1);
    assertArrayEquals(new int[] {0, 0, 0x808080, 0xFFFFFF}, grey.pixels());
  }

  @Test
  void whatIsDrawnBeyondTheEdgesIsCutOff() {
    Canvas canvas = new Canvas(3, 2, 0);
    canvas.put(RASTER, 1, -1);
    canvas.fill(2, 1, 5, 5, 9);
    canvas.fill(-5, 1, 6, 1, 8);
    canvas.fill(Outline.disc(-4, -4, 3), 7);
    assertArrayEquals(new int[] {0, 4, 5, 8, 0, 9}, canvas.raster().pixels());
  }

  @Test
  void sizesMustAgree() {
    assertEquals(
        "3 pixels do not fill 2 x 2",
        assertThrows(IllegalArgumentException.class, () -> new Raster(2, 2, new int[3]))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new Raster(0, 2, new int[0]));
    assertThrows(IllegalArgumentException.class, () -> Raster.image(new float[2], 0, 1, 1, 2));
    Panel panel = new Panel("half", 2, 0, 2, 2);
    assertEquals(
        "the part half reaches beyond a picture of 3 x 2 pixels",
        assertThrows(
                IllegalArgumentException.class,
                () -> new PanelPicture(RASTER, ImmutableList.of(panel)))
            .getMessage());
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
