package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.network.HostLayers.Image;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class ConvolutionTest {
  private static final int ROWS = 2;

  private static void check(Image expected, float[] actual, int row) {
    for (int i = 0; i < expected.values().length; i++) {
      // Sums of up to 75 products of order 1 in 32-bit floats.
      assertEquals(expected.values()[i], actual[row * expected.values().length + i], 1e-5);
    }
  }

  /** Even and odd sizes, kernels below, at and above the stride, and wider than the image. */
  @ParameterizedTest
  @CsvSource({
    "5, 4, 2, 3, 3, 2",
    "7, 6, 3, 2, 4, 2",
    "4, 5, 1, 2, 5, 3",
    "3, 3, 2, 2, 1, 2",
    "2, 3, 3, 1, 5, 1",
    "4, 7, 1, 1, 3, 1"
  })
  void bothDirectionsAgreeWithTheHost(int h, int w, int in, int out, int k, int stride) {
    try (GraphHarness harness = new GraphHarness()) {
      ImageShape large = new ImageShape(h, w, in);
      ImageShape small = large.strided(stride, out);
      float[] x = Draws.normal("x", ROWS * large.size(), 0, 1);
      float[] y = Draws.normal("y", ROWS * small.size(), 0, 1);
      float[] kernel = Draws.normal("kernel", k * k * in * out, 0, 1);
      // The same numbers with the other direction's axes.
      float[] turned = new float[kernel.length];
      for (int place = 0; place < k * k; place++) {
        for (int i = 0; i < in; i++) {
          for (int o = 0; o < out; o++) {
            turned[(place * out + o) * in + i] = kernel[(place * in + i) * out + o];
          }
        }
      }
      Operand<TFloat32> down =
          Convolution.create(
                  "conv",
                  large,
                  small,
                  stride,
                  Weights.of(harness.input(Shape.of(k, k, in, out), kernel)))
              .apply(harness.tf(), harness.input(Shape.of(ROWS, h, w, in), x), Pass.evaluation());
      Operand<TFloat32> up =
          TransposedConvolution.create(
                  "deconv",
                  small,
                  large,
                  stride,
                  Weights.of(harness.input(Shape.of(k, k, out, in), turned)))
              .apply(
                  harness.tf(),
                  harness.input(Shape.of(ROWS, small.height(), small.width(), out), y),
                  Pass.evaluation());
      assertEquals(Shape.of(ROWS, small.height(), small.width(), out), harness.shape(down));
      assertEquals(Shape.of(ROWS, h, w, in), harness.shape(up));
      float[] conv = harness.run(down);
      float[] deconv = harness.run(up);
      for (int row = 0; row < ROWS; row++) {
        check(HostLayers.convolve(Image.of(h, w, in, x, row), kernel, k, out, stride), conv, row);
        check(
            HostLayers.spread(
                Image.of(small.height(), small.width(), out, y, row), turned, k, in, stride, h, w),
            deconv,
            row);
      }
      double one = 0;
      double other = 0;
      for (int i = 0; i < y.length; i++) {
        one += (double) conv[i] * y[i];
      }
      for (int i = 0; i < x.length; i++) {
        other += (double) x[i] * deconv[i];
      }
      // Some hundred terms of order 10, each rounded to 10⁻⁶.
      assertEquals(one, other, 1e-4, "<conv x, y> = <x, deconv y>");
    }
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    ImageShape large = new ImageShape(7, 7, 3);
    Weights none =
        (tf, pass) -> {
          throw new AssertionError("never read");
        };
    assertEquals(
        "encoder.conv2: a convolution of stride 2 goes between [7, 7, 3] and [4, 4, 5], not [3, 4,"
            + " 5]",
        assertThrows(
                IllegalArgumentException.class,
                () -> Convolution.create("encoder.conv2", large, new ImageShape(3, 4, 5), 2, none))
            .getMessage());
    assertEquals(
        "decoder.deconv1: a transposed convolution of stride 2 goes between [7, 7, 3] and [4, 4,"
            + " 5], not [5, 4, 5]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    TransposedConvolution.create(
                        "decoder.deconv1", new ImageShape(5, 4, 5), large, 2, none))
            .getMessage());
  }

  @Test
  void onlyAnImageIsConvolved() {
    assertEquals(
        "encoder.conv3: a convolution needs an image [height, width, channels], but its input is"
            + " [784]",
        assertThrows(
                IllegalArgumentException.class, () -> ImageShape.of("encoder.conv3", Shape.of(784)))
            .getMessage());
  }
}
