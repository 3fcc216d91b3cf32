package org.lowerbound.model.autoregressive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ModelSpec;
import org.lowerbound.model.ObservedData;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.BitStrings;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class CountedBitsTest {
  private static final int EXAMPLES = 40;
  private static final int DRAWS = 4000;

  private static ModelSpec counts(int left, boolean perPixel, Integer... above) {
    return new CausalCounts(left, ImmutableList.copyOf(above), perPixel, 0.5);
  }

  static Stream<Arguments> options() {
    // Offsets [row, column] of the neighbours, counted by the host.
    int[][] none = {};
    int[][] some = {{0, -1}, {0, -2}, {-1, -1}, {-1, 0}, {-1, 1}, {-2, 0}};
    int[][] wide = {{-1, -2}, {-1, -1}, {-1, 0}, {-1, 1}, {-1, 2}};
    return Stream.of(
        Arguments.of(new IndependentPixels(1), Shape.of(2, 3, 1), none, true, 1.0),
        Arguments.of(new IndependentPixels(1), Shape.of(5), none, true, 1.0),
        Arguments.of(counts(0, false), Shape.of(2, 2, 1), none, false, 0.5),
        Arguments.of(counts(2, false, 3, 1), Shape.of(3, 3, 1), some, false, 0.5),
        Arguments.of(counts(2, true, 3, 1), Shape.of(3, 3, 1), some, true, 0.5),
        Arguments.of(counts(0, false, 5), Shape.of(2, 4, 1), wide, false, 0.5),
        Arguments.of(counts(1, false), Shape.of(6), new int[][] {{0, -1}}, false, 0.5),
        Arguments.of(
            counts(1, false, 1), Shape.of(2, 2, 2), new int[][] {{0, -1}, {-1, 0}}, false, 0.5));
  }

  /** The relative frequencies of one model on the host. */
  @SuppressWarnings("ArrayRecordComponent") // Nobody writes to them.
  private record Host(
      Shape observed, int[][] neighbours, boolean perPixel, double prior, float[] x) {
    private int height() {
      return observed.numDimensions() == 3 ? (int) observed.get(0) : 1;
    }

    private int channels() {
      return observed.numDimensions() == 3 ? (int) observed.get(2) : 1;
    }

    private int size() {
      return (int) observed.size();
    }

    /** Returns a bit at an offset, by pixels, 0 outside. */
    private int bit(float[] of, int image, int i, int... offset) {
      int width = size() / height() / channels();
      int row = i / (width * channels()) + offset[0];
      int column = i / channels() % width + offset[1];
      boolean outside = row < 0 || column < 0 || column >= width;
      return outside
          ? 0
          : (int) of[image * size() + (row * width + column) * channels() + i % channels()];
    }

    private boolean samePattern(float[] one, int a, int i, float[] other, int b, int j) {
      for (int[] offset : neighbours) {
        if (bit(one, a, i, offset) != bit(other, b, j, offset)) {
          return false;
        }
      }
      return true;
    }

    /** Returns log p of an image. */
    double logProb(float[] images, int image) {
      double sum = 0;
      for (int i = 0; i < size(); i++) {
        double ones = prior;
        double all = 2 * prior;
        for (int b = 0; b < EXAMPLES; b++) {
          for (int j = 0; j < size(); j++) {
            if ((!perPixel || i == j) && samePattern(images, image, i, x, b, j)) {
              ones += x[b * size() + j];
              all++;
            }
          }
        }
        sum += Math.log(images[image * size() + i] == 1 ? ones / all : 1 - ones / all);
      }
      return sum;
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void theClosedFormIsTheHostsCountsAndDrawsHaveTheProbabilities(
      ModelSpec spec, Shape observed, int[][] neighbours, boolean perPixel, double prior) {
    int size = (int) observed.size();
    try (GraphHarness harness = new GraphHarness()) {
      var tf = harness.tf();
      InputParameters parameters = new InputParameters(harness, 1);
      CountedBits model =
          (CountedBits)
              spec.build(
                  parameters.scope(
                      new ObservedData(
                          observed,
                          ValueKind.BINARY,
                          ImmutableDoubleArray.copyOf(Collections.nCopies(size, 0.3)))));
      float[] x = Draws.bits("x", EXAMPLES * size);
      Operand<TFloat32> data = harness.input(Shape.of(EXAMPLES, size), x);
      ImmutableMap<String, Operand<TFloat32>> solution =
          model.solve(tf, model.moments(tf, data), EXAMPLES);
      assertEquals(parameters.byName().keySet(), solution.keySet());
      solution.forEach(
          (name, value) -> harness.set(parameters.byName().get(name), harness.run(value)));

      int count = 1 << size;
      float[] all = BitStrings.all(size);
      float[] logProbs =
          harness.run(
              model.logProb(tf, harness.input(Shape.of(count, size), all), Pass.evaluation()));
      Host host = new Host(observed, neighbours, perPixel, prior, x);
      double sum = 0;
      double entropy = 0;
      for (int n = 0; n < count; n++) {
        double expected = host.logProb(all, n);
        // A sum of some logarithms of order 1 in 32-bit floats.
        assertEquals(expected, logProbs[n], 5e-6 * (1 + Math.abs(expected)));
        sum += Math.exp(logProbs[n]);
        entropy -= Math.exp(expected) * expected;
      }
      assertEquals(1, sum, 1e-5);

      float[] draws =
          harness.run(model.sample(tf, harness.noise(1, "sample"), DRAWS, Pass.evaluation()));
      double[] surprise = new double[DRAWS];
      for (int draw = 0; draw < DRAWS; draw++) {
        int n = 0;
        for (int i = 0; i < size; i++) {
          n = 2 * n + (int) draws[draw * size + i];
        }
        surprise[draw] = -logProbs[n];
      }
      MonteCarlo.of(surprise).assertExpectation(entropy, "-log p of draws");
    }
  }

  private static String refusal(Runnable runnable) {
    return assertThrows(IllegalArgumentException.class, runnable::run).getMessage();
  }

  @Test
  void whatCannotBeCountedIsRefused() {
    assertEquals(
        "left and above are 17 neighbours, which have 2^17 patterns: at most 16 work",
        refusal(() -> counts(8, false, 9)));
    assertEquals(
        "above must be odd numbers of at most 9, with the pixel's column in the middle, but is [4]",
        refusal(() -> counts(3, false, 4)));
    assertEquals(
        "prior must be positive and finite but is 0.0", refusal(() -> new IndependentPixels(0)));
    assertEquals(
        "the model independent-pixels counts binary values, but these are real; a data set that is"
            + " binarised (dynamic, static or threshold) works",
        refusal(
            () ->
                new IndependentPixels(1)
                    .checkFits(
                        new ObservedData(
                            Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(0.5)))));
  }
}
