package org.lowerbound.distribution.codebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class VectorQuantizerTest {
  private static final int CODES = 5;
  private static final int WIDTH = 3;
  private static final int GROUPS = 2;
  private static final int D = GROUPS * WIDTH;
  private static final int BATCH = 7;

  private final float[] codebook = Draws.normal("codebook", CODES * WIDTH, 0, 1);
  private final float[] encoded = Draws.normal("encoded", BATCH * D, 0, 1);

  /** A graph with its inputs. */
  private record Setting(
      GraphHarness harness, VectorQuantizer quantizer, Operand<TFloat32> encoded) {
    Ops tf() {
      return harness.tf();
    }

    Quantization nearest() {
      return quantizer.nearest(tf(), encoded);
    }
  }

  private Setting setting(GraphHarness harness) {
    return new Setting(
        harness,
        new VectorQuantizer(harness.input(Shape.of(CODES, WIDTH), codebook), GROUPS),
        harness.input(Shape.of(BATCH, D), encoded));
  }

  private double squaredDistance(int row, int code) {
    double sum = 0;
    for (int c = 0; c < WIDTH; c++) {
      sum += Math.pow((double) encoded[row * WIDTH + c] - codebook[code * WIDTH + c], 2);
    }
    return sum;
  }

  private int nearest(int row) {
    int best = 0;
    for (int n = 1; n < CODES; n++) {
      best = squaredDistance(row, n) < squaredDistance(row, best) ? n : best;
    }
    return best;
  }

  private static float[] run(Setting setting, Quantization quantization) {
    return setting.harness().run(setting.tf().dtypes.cast(quantization.indices(), TFloat32.class));
  }

  @Test
  void distancesAreThoseOfTheDefinition() {
    try (GraphHarness harness = new GraphHarness()) {
      Setting setting = setting(harness);
      Operand<TFloat32> distances =
          setting.quantizer().squaredDistances(setting.tf(), setting.encoded());
      assertEquals(Shape.of(BATCH, GROUPS, CODES), harness.shape(distances));
      float[] actual = harness.run(distances);
      for (int i = 0; i < actual.length; i++) {
        // Three terms of up to 10.
        assertEquals(squaredDistance(i / CODES, i % CODES), actual[i], 5e-6);
      }
      for (Operand<TFloat32> input : List.of(setting.encoded(), setting.quantizer().codebook())) {
        float[] gradient = harness.run(harness.gradient(distances, input));
        double[] expected = FiniteDifferences.gradient(harness, distances, input);
        for (int i = 0; i < gradient.length; i++) {
          // Rounding of 5·10⁻⁶ for each of up to 14 distances, times 1.5 / h.
          assertEquals(expected[i], gradient[i], 1e-3 * (1 + Math.abs(expected[i])));
        }
      }
    }
  }

  @Test
  void theNearestCodesAreExactRowsOfTheCodebook() {
    try (GraphHarness harness = new GraphHarness()) {
      Setting setting = setting(harness);
      Quantization quantization = setting.nearest();
      float[] indices = run(setting, quantization);
      assertEquals(BATCH * GROUPS, indices.length);
      List<float[]> run =
          harness.run(List.of(quantization.codes(), quantization.values(setting.tf())));
      assertEquals(Shape.of(BATCH, D), harness.shape(quantization.values(setting.tf())));
      for (int row = 0; row < indices.length; row++) {
        int expected = nearest(row);
        assertEquals(expected, (int) indices[row]);
        for (int c = 0; c < WIDTH; c++) {
          assertEquals(codebook[expected * WIDTH + c], run.get(0)[row * WIDTH + c]);
          assertEquals(codebook[expected * WIDTH + c], run.get(1)[row * WIDTH + c]);
        }
      }
    }
  }

  @Test
  void leadingAxesStay() {
    try (GraphHarness harness = new GraphHarness()) {
      VectorQuantizer quantizer =
          new VectorQuantizer(harness.input(Shape.of(CODES, WIDTH), codebook), GROUPS);
      Operand<TFloat32> deep = harness.input(Shape.of(1, BATCH, D), encoded);
      Quantization quantization = quantizer.nearest(harness.tf(), deep);
      assertEquals(
          Shape.of(1, BATCH, GROUPS),
          harness.shape(harness.tf().dtypes.cast(quantization.indices(), TFloat32.class)));
      assertEquals(Shape.of(1, BATCH, D), harness.shape(quantization.codes()));
      assertEquals(Shape.of(1, BATCH), harness.shape(quantization.codebookLoss(harness.tf())));
      assertEquals(D, quantizer.dimension());
      assertEquals(CODES, quantizer.codes());
      assertEquals(WIDTH, quantizer.width());
    }
  }

  @Test
  void codesFarFromTheOriginAreToldApart() {
    // Squares of 10⁶, whose 32-bit rounding is 0.06, and distances of 10⁻⁴.
    float[] far = new float[CODES];
    for (int n = 0; n < CODES; n++) {
      far[n] = 1000 + n / 64f;
    }
    try (GraphHarness harness = new GraphHarness()) {
      VectorQuantizer quantizer = new VectorQuantizer(harness.input(Shape.of(CODES, 1), far), 1);
      float[] near = {1000 + 3 / 128f - 1 / 1024f, 1000 + 3 / 128f + 1 / 1024f, 1000.0625f};
      Operand<TFloat32> input = harness.input(Shape.of(3, 1), near);
      Quantization quantization = quantizer.nearest(harness.tf(), input);
      assertArrayEquals(
          new float[] {1, 2, 4},
          harness.run(harness.tf().dtypes.cast(quantization.indices(), TFloat32.class)));
      float[] distances = harness.run(quantizer.squaredDistances(harness.tf(), input));
      for (int i = 0; i < distances.length; i++) {
        double difference = (double) near[i / CODES] - far[i % CODES];
        assertEquals(difference * difference, distances[i], 1e-8);
        assertTrue(distances[i] >= 0);
      }
    }
  }

  @Test
  void theGradientIsCopiedToTheEncoderAsItIsAndNotToTheCodebook() {
    try (GraphHarness harness = new GraphHarness()) {
      Setting setting = setting(harness);
      Ops tf = setting.tf();
      float[] weights = Draws.normal("weights", BATCH * D, 0, 1);
      Operand<TFloat32> weighted =
          tf.math.mul(harness.input(Shape.of(BATCH, D), weights), setting.nearest().values(tf));
      assertArrayEquals(weights, harness.run(harness.gradient(weighted, setting.encoded())));
      assertArrayEquals(
          new float[CODES * WIDTH],
          harness.run(harness.gradient(weighted, setting.quantizer().codebook())));
    }
  }

  @Test
  void eachLossIsTheSquaredDistanceAndMovesItsOwnSide() {
    try (GraphHarness harness = new GraphHarness()) {
      Setting setting = setting(harness);
      Ops tf = setting.tf();
      Quantization quantization = setting.nearest();
      Operand<TFloat32> ofCodebook = quantization.codebookLoss(tf);
      Operand<TFloat32> commitment = quantization.commitmentLoss(tf);
      Operand<TFloat32> book = setting.quantizer().codebook();
      List<float[]> run =
          harness.run(
              List.of(
                  ofCodebook,
                  commitment,
                  harness.gradient(ofCodebook, book),
                  harness.gradient(commitment, setting.encoded()),
                  harness.gradient(ofCodebook, setting.encoded()),
                  harness.gradient(commitment, book)));
      assertEquals(Shape.of(BATCH), harness.shape(ofCodebook));
      double[] toBook = new double[CODES * WIDTH];
      double[] toEncoder = new double[BATCH * D];
      for (int b = 0; b < BATCH; b++) {
        double expected = 0;
        for (int row = b * GROUPS; row < (b + 1) * GROUPS; row++) {
          int code = nearest(row);
          expected += squaredDistance(row, code);
          for (int c = 0; c < WIDTH; c++) {
            double difference = (double) encoded[row * WIDTH + c] - codebook[code * WIDTH + c];
            toEncoder[row * WIDTH + c] = 2 * difference;
            toBook[code * WIDTH + c] -= 2 * difference;
          }
        }
        assertEquals(expected, run.get(0)[b], 1e-6 * (1 + expected));
        assertEquals(expected, run.get(1)[b], 1e-6 * (1 + expected));
      }
      for (int i = 0; i < toBook.length; i++) {
        assertEquals(toBook[i], run.get(2)[i], 1e-5);
      }
      for (int i = 0; i < toEncoder.length; i++) {
        assertEquals(toEncoder[i], run.get(3)[i], 1e-5);
      }
      assertArrayEquals(new float[BATCH * D], run.get(4));
      assertArrayEquals(new float[CODES * WIDTH], run.get(5));
    }
  }

  @Test
  void perplexityIsTheEffectiveNumberOfCodesInUse() {
    try (GraphHarness harness = new GraphHarness()) {
      Setting setting = setting(harness);
      double[] counts = new double[CODES];
      for (int row = 0; row < BATCH * GROUPS; row++) {
        counts[nearest(row)]++;
      }
      double entropy = 0;
      for (double count : counts) {
        double p = count / (BATCH * GROUPS);
        entropy -= p == 0 ? 0 : p * Math.log(p);
      }
      Operand<TFloat32> perplexity =
          setting.quantizer().perplexity(setting.tf(), setting.nearest());
      assertEquals(Math.exp(entropy), harness.scalar(perplexity), 1e-5);
      harness.set(setting.encoded(), new float[BATCH * D]);
      assertEquals(1, harness.scalar(perplexity), 1e-6, "one code for all");
    }
  }

  @Test
  void allCodesEquallyOftenHaveThePerplexityOfTheirNumber() {
    try (GraphHarness harness = new GraphHarness()) {
      VectorQuantizer quantizer = new VectorQuantizer(harness.input(Shape.of(4, 1), 0, 1, 2, 3), 2);
      Operand<TFloat32> input = harness.input(Shape.of(2, 2), 3, 1, 0.1f, 2.2f);
      assertEquals(
          4,
          harness.scalar(
              quantizer.perplexity(harness.tf(), quantizer.nearest(harness.tf(), input))),
          1e-5);
    }
  }

  @Test
  void ofEquallyNearCodesTheFirstIsTaken() {
    try (GraphHarness harness = new GraphHarness()) {
      VectorQuantizer quantizer = new VectorQuantizer(harness.input(Shape.of(3, 1), 1, 1, -1), 1);
      Quantization quantization =
          quantizer.nearest(harness.tf(), harness.input(Shape.of(2, 1), 5, 1));
      assertArrayEquals(
          new float[2],
          harness.run(harness.tf().dtypes.cast(quantization.indices(), TFloat32.class)));
    }
  }

  @Test
  void aCodebookThatIsNoMatrixIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> vector = harness.input(Shape.of(3), 1, 2, 3);
      String message =
          assertThrows(IllegalArgumentException.class, () -> new VectorQuantizer(vector, 1))
              .getMessage();
      assertEquals(
          "a codebook must be a matrix [codes, components] of a known shape but has the shape [3]",
          message);
      Operand<TFloat32> matrix = harness.input(Shape.of(3, 1), 1, 2, 3);
      assertEquals(
          "groups must be positive but is 0",
          assertThrows(IllegalArgumentException.class, () -> new VectorQuantizer(matrix, 0))
              .getMessage());
    }
  }
}
