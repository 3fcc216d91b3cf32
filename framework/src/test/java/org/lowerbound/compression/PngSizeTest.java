package org.lowerbound.compression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;
import org.tensorflow.ndarray.Shape;

class PngSizeTest {
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;
  private static final Shape IMAGE = Shape.of(SIDE, SIDE, 1);

  /** DEFLATE stores what it cannot compress, in blocks with a few bytes of their own. */
  private static final double FEW_BYTES = 16 * 8 * Math.log(2);

  /**
   * No code is shorter than the entropy: D log 256 nats of uniform levels, D log 2 of fair bits.
   */
  @Test
  void noiseTakesItsEntropy() {
    RandomStream stream = new RandomStream(1, "noise");
    int[] levels = IntStream.range(0, PIXELS).map(i -> stream.nextInt(256)).toArray();
    double grey = new PngSize(IMAGE, false).of(levels);
    assertEquals(PIXELS * Math.log(256), grey, FEW_BYTES);
    int[] bits = IntStream.range(0, PIXELS).map(i -> stream.nextInt(2)).toArray();
    // Rows of 28 bits are filled up to 32.
    double binary = new PngSize(IMAGE, true).of(bits);
    assertTrue(
        binary > PIXELS * Math.log(2) * 0.99 && binary < SIDE * 32 * Math.log(2) + FEW_BYTES,
        binary + " nats");
  }

  @Test
  void simpleImagesAreSmall() {
    PngSize size = new PngSize(IMAGE, false);
    double constant = size.of(new int[PIXELS]);
    // A ramp is constant once each pixel is predicted from the one beside or above it.
    double across = size.of(IntStream.range(0, PIXELS).map(i -> i % SIDE * 9).toArray());
    double down = size.of(IntStream.range(0, PIXELS).map(i -> i / SIDE * 9).toArray());
    double both =
        size.of(IntStream.range(0, PIXELS).map(i -> i / SIDE * 4 + i % SIDE * 5).toArray());
    for (double nats : new double[] {constant, across, down, both}) {
      assertTrue(nats > 0 && nats < PIXELS * Math.log(256) / 10, nats + " nats");
    }
  }

  /** Channels lie side by side: a pixel is predicted from the same channel. */
  @Test
  void coloursArePredictedFromTheirOwn() {
    RandomStream stream = new RandomStream(2, "rows");
    int[] values = new int[3 * PIXELS];
    for (int row = 0; row < SIDE; row++) {
      int[] hue = {stream.nextInt(256), stream.nextInt(256), stream.nextInt(256)};
      for (int i = 0; i < 3 * SIDE; i++) {
        values[row * 3 * SIDE + i] = hue[i % 3];
      }
    }
    double size = new PngSize(Shape.of(SIDE, SIDE, 3), false).of(values);
    assertTrue(size < SIDE * 3 * Math.log(256) * 2.5, size + " nats"); // The hues, and little else.
  }

  @Test
  void aVectorIsOneRow() {
    int[] ramp = IntStream.range(0, 200).toArray();
    assertTrue(new PngSize(Shape.of(200), false).of(ramp) < FEW_BYTES);
  }
}
