package org.lowerbound.evaluation.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.picture.Raster;
import org.tensorflow.ndarray.Shape;

final class ImageColorsTest {
  private static int[] pixels(int... colors) {
    return colors;
  }

  @Test
  void aPixelHasItsChannelsOneAfterTheOther() {
    // Two rows of three pixels; an order of channels before pixels would show other colours.
    float[] values = new float[2 * 18];
    for (int i = 0; i < 18; i++) {
      values[18 + i] = 10 * i / 255f;
    }
    Raster raster = new ImageColors(2, 3, 3, 0, 1).image(values, 1);
    assertEquals(
        new Raster(3, 2, pixels(0x000a14, 0x1e2832, 0x3c4650, 0x5a646e, 0x78828c, 0x96a0aa)),
        raster);
  }

  @Test
  void greyIsTheSameInAllChannelsAndEndsAreKept() {
    assertEquals(
        new Raster(4, 1, pixels(0x000000, 0x000000, 0x808080, 0xffffff)),
        new ImageColors(1, 4, 1, 0, 1).image(new float[] {-3, 0, 128 / 255f, 1.5f}, 0));
  }

  @Test
  void realValuesLieBetweenTheirEnds() {
    ImageColors colors =
        ImageColors.of(IdentityModel.dataset(Shape.of(1, 2, 1), -2, 0, 1, 3), "samples");
    assertEquals(-2, colors.least());
    assertEquals(3, colors.greatest());
    assertEquals(new Raster(2, 1, pixels(0x666666, 0xffffff)), colors.image(new float[] {0, 3}, 0));
    // What is on [0, 1] keeps 0 black and 1 white.
    assertEquals(
        new ImageColors(1, 2, 1, 0, 1),
        ImageColors.of(IdentityModel.dataset(Shape.of(1, 2, 1), 0.25f, 0.5f), "samples"));
  }

  @Test
  void standardizedValuesAreShownInTheirOwnUnits() {
    Dataset seen =
        IdentityModel.dataset(Shape.of(1, 2, 1), -1, 1, 1, -1)
            .withStandardization(
                new Standardization(
                    ImmutableDoubleArray.of(0.25, 0.75), ImmutableDoubleArray.of(0.25, 0.25)));
    ImageColors colors = ImageColors.of(seen, "samples");
    assertEquals(new ImageColors(1, 2, 1, 0, 1), colors);
    Raster[] images = colors.images(RawValues.of(seen).of(new float[] {0, 0, 1, -1}));
    assertEquals(new Raster(2, 1, pixels(0x404040, 0xbfbfbf)), images[0]);
    assertEquals(new Raster(2, 1, pixels(0x808080, 0x808080)), images[1]);
  }

  @Test
  void whatIsNoImageIsRefused() {
    assertEquals(
        "samples shows images, [height, width, 1] or [height, width, 3]; the observations of images"
            + " have the shape [2]",
        assertThrows(
                IllegalArgumentException.class,
                () -> ImageColors.of(IdentityModel.dataset(Shape.of(2), 0, 0), "samples"))
            .getMessage());
    assertEquals(
        "a .png shows images, grey ones or such in red, green and blue, with values on [0, 1]; these"
            + " observations have the shape [1, 2, 1] and are real. A .npz takes anything",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    ImageColors.of(
                        Shape.of(1, 2, 1), ValueKind.REAL, "a .png", ". A .npz takes anything"))
            .getMessage());
  }
}
