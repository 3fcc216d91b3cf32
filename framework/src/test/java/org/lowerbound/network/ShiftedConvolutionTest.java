package org.lowerbound.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lowerbound.testing.DirectionalDerivative;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Shifted convolutions and their mirror images against sums in double precision. */
final class ShiftedConvolutionTest {
  private static final int IN = 2;
  private static final int OUT = 3;

  private static double at(float[] map, int width, int channels, int row, int column, int c) {
    return map[(row * width + column) * channels + c];
  }

  private static double kernel(float[] k, Shift shift, int i, int j, int in, int out) {
    return k[((i * shift.width() + j) * IN + in) * OUT + out];
  }

  @ParameterizedTest
  @CsvSource({
    "DOWN, 1, 3, 4",
    "DOWN, 2, 3, 4",
    "DOWN, 2, 4, 5",
    "DOWN_RIGHT, 1, 3, 2",
    "DOWN_RIGHT, 2, 5, 4",
    "ROW, 1, 2, 3",
    "COLUMN, 1, 3, 2"
  })
  void aPixelIsASumOverItsKernelAndNothingBelow(Shift shift, int stride, int height, int width) {
    try (GraphHarness harness = new GraphHarness()) {
      float[] image = Draws.normal("x", height * width * IN, 0, 1);
      int count = shift.height() * shift.width() * IN * OUT;
      Operand<TFloat32> x = harness.input(Shape.of(1, height, width, IN), image);
      Operand<TFloat32> k =
          harness.input(
              Shape.of(shift.height(), shift.width(), IN, OUT), Draws.normal("k", count, 0, 1));
      Operand<TFloat32> y =
          new ShiftedConvolution(Weights.of(k), shift, stride)
              .apply(harness.tf(), x, Pass.evaluation());
      ImageShape small = new ImageShape(height, width, IN).strided(stride, OUT);
      float[] actual = harness.run(y);
      assertEquals(small.size(), actual.length);
      for (int row = 0; row < small.height(); row++) {
        for (int column = 0; column < small.width(); column++) {
          for (int out = 0; out < OUT; out++) {
            double sum = 0;
            for (int i = 0; i < shift.height(); i++) {
              for (int j = 0; j < shift.width(); j++) {
                int r = row * stride + i - shift.above();
                int c = column * stride + j - shift.left();
                for (int in = 0; in < IN && r >= 0 && c >= 0 && c < width; in++) {
                  sum +=
                      kernel(harness.get(k), shift, i, j, in, out) * at(image, width, IN, r, c, in);
                }
              }
            }
            assertEquals(sum, at(actual, small.width(), OUT, row, column, out), 1e-5);
          }
        }
      }
      assertGradients(harness, y, x, k);
    }
  }

  @ParameterizedTest
  @CsvSource({"DOWN, 4, 6", "DOWN, 3, 5", "DOWN_RIGHT, 4, 4", "DOWN_RIGHT, 3, 3"})
  void aLargePixelSeesTheSmallOneThatItIsIn(Shift shift, int height, int width) {
    ImageShape large = new ImageShape(height, width, OUT);
    ImageShape small = large.strided(2, IN);
    try (GraphHarness harness = new GraphHarness()) {
      float[] image = Draws.normal("x", small.size(), 0, 1);
      int count = shift.height() * shift.width() * IN * OUT;
      Operand<TFloat32> x = harness.input(Shape.of(1, small.height(), small.width(), IN), image);
      Operand<TFloat32> k =
          harness.input(
              Shape.of(shift.height(), shift.width(), IN, OUT), Draws.normal("k", count, 0, 1));
      Operand<TFloat32> y =
          new ShiftedUpsampling(Weights.of(k), shift, small, large)
              .apply(harness.tf(), x, Pass.evaluation());
      float[] actual = harness.run(y);
      assertEquals(large.size(), actual.length);
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          for (int out = 0; out < OUT; out++) {
            double sum = 0;
            int i = row % 2;
            for (int j = 0; j < shift.width(); j++) {
              // The kernel's place j is at column 2C + j − right of the larger image.
              int twice = column - j + shift.right();
              for (int in = 0; in < IN && twice >= 0 && twice % 2 == 0; in++) {
                if (twice / 2 < small.width()) {
                  sum +=
                      kernel(harness.get(k), shift, i, j, in, out)
                          * at(image, small.width(), IN, row / 2, twice / 2, in);
                }
              }
            }
            assertEquals(sum, at(actual, width, OUT, row, column, out), 1e-5);
          }
        }
      }
      assertGradients(harness, y, x, k);
    }
  }

  private static void assertGradients(
      GraphHarness harness, Operand<TFloat32> y, Operand<TFloat32> x, Operand<TFloat32> k) {
    Operand<TFloat32> squares = harness.tf().math.square(y);
    ImmutableList<Operand<TFloat32>> inputs = ImmutableList.of(x, k);
    ImmutableList<float[]> gradients = harness.run(harness.gradients(squares, inputs));
    for (int i = 0; i < inputs.size(); i++) {
      // A sum of squares near 100, rounded to 10⁻⁵, over the step of 1/64.
      DirectionalDerivative.assertGradient(
          harness, squares, inputs.get(i), gradients.get(i), 2e-3, "input " + i);
      assertTrue(gradients.get(i).length > 0);
    }
  }
}
