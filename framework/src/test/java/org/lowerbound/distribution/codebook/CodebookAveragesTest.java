package org.lowerbound.distribution.codebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class CodebookAveragesTest {
  private static final int CODES = 3;
  private static final int WIDTH = 2;
  private static final float EPSILON = 1e-5f;

  @Test
  void anUpdateIsThatOfTheDefinition() {
    int batch = 4;
    int groups = 2;
    float decay = 0.9f;
    float[] sizes = {2, 0.5f, 1};
    float[] sums = Draws.normal("sums", CODES * WIDTH, 0, 2);
    float[] book = {-5, -5, 0, 0, 5, 5};
    float[] vectors = Draws.normal("vectors", batch * groups * WIDTH, 0, 4);
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      VectorQuantizer quantizer =
          new VectorQuantizer(harness.input(Shape.of(CODES, WIDTH), book), groups);
      Operand<TFloat32> encoded = harness.input(Shape.of(batch, vectors.length / batch), vectors);
      CodebookAverages averages =
          new CodebookAverages(
                  harness.input(Shape.of(CODES), sizes),
                  harness.input(Shape.of(CODES, WIDTH), sums))
              .updated(tf, quantizer.nearest(tf, encoded), harness.input(Shape.scalar(), decay));
      float epsilon = 0.25f; // Large, to be seen.
      List<float[]> actual =
          harness.run(List.of(averages.sizes(), averages.sums(), averages.codebook(tf, epsilon)));

      double[] newSizes = new double[CODES];
      double[] newSums = new double[CODES * WIDTH];
      for (int row = 0; row < batch * groups; row++) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int n = 0; n < CODES; n++) {
          double distance = 0;
          for (int c = 0; c < WIDTH; c++) {
            distance += Math.pow((double) vectors[row * WIDTH + c] - book[n * WIDTH + c], 2);
          }
          best = distance < least ? n : best;
          least = Math.min(distance, least);
        }
        newSizes[best] += 1 - (double) decay;
        for (int c = 0; c < WIDTH; c++) {
          newSums[best * WIDTH + c] += (1 - (double) decay) * vectors[row * WIDTH + c];
        }
      }
      double total = 0;
      for (int n = 0; n < CODES; n++) {
        newSizes[n] += (double) decay * sizes[n];
        total += newSizes[n];
      }
      for (int n = 0; n < CODES; n++) {
        assertEquals(newSizes[n], actual.get(0)[n], 1e-6);
        double smoothed = (newSizes[n] + epsilon) / (total + CODES * epsilon) * total;
        for (int c = 0; c < WIDTH; c++) {
          int i = n * WIDTH + c;
          newSums[i] += (double) decay * sums[i];
          assertEquals(newSums[i], actual.get(1)[i], 1e-5);
          assertEquals(newSums[i] / smoothed, actual.get(2)[i], 1e-5);
        }
      }
      for (Operand<TFloat32> output :
          List.of(averages.sizes(), averages.sums(), averages.codebook(tf, epsilon))) {
        assertArrayEquals(
            new float[batch * groups * WIDTH], harness.run(harness.gradient(output, encoded)));
      }
    }
  }

  @Test
  void sizesOfOneAndSumsOfTheCodebookGiveTheCodebook() {
    float[] book = Draws.normal("book", CODES * WIDTH, 0, 1);
    try (GraphHarness harness = new GraphHarness()) {
      CodebookAverages averages =
          new CodebookAverages(
              harness.input(Shape.of(CODES), 1, 1, 1), harness.input(Shape.of(CODES, WIDTH), book));
      assertArrayEquals(book, harness.run(averages.codebook(harness.tf(), EPSILON)), 1e-6f);
    }
  }

  @Test
  void aCodeThatIsNeverTheNearestStaysFinite() {
    try (GraphHarness harness = new GraphHarness()) {
      CodebookAverages averages =
          new CodebookAverages(
              harness.input(Shape.of(CODES), 0, 2, 1), harness.input(Shape.of(CODES, 1), 0, 4, -3));
      // 0 / ε, 4 / 2 and −3 / 1, but for ε.
      assertArrayEquals(
          new float[] {0, 2, -3}, harness.run(averages.codebook(harness.tf(), EPSILON)), 1e-4f);
    }
  }

  @Test
  void codesConvergeToTheMeansOfTheirClusters() {
    double[][] centers = {{-3, 0}, {3, 1}, {0, 4}};
    int perCluster = 40;
    int batch = CODES * perCluster;
    float[] vectors = new float[batch * WIDTH];
    double[] means = new double[CODES * WIDTH];
    RandomStream stream = new RandomStream(1, "clusters");
    for (int i = 0; i < batch; i++) {
      for (int c = 0; c < WIDTH; c++) {
        int at = i % CODES * WIDTH + c;
        vectors[i * WIDTH + c] = (float) (centers[i % CODES][c] + 0.3 * stream.nextGaussian());
        means[at] += (double) vectors[i * WIDTH + c] / perCluster;
      }
    }
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      float[] first = {-1, 0, 1, 0, 0, 1};
      Operand<TFloat32> book = harness.input(Shape.of(CODES, WIDTH), first);
      Operand<TFloat32> sizes = harness.input(Shape.of(CODES), 1, 1, 1);
      Operand<TFloat32> sums = harness.input(Shape.of(CODES, WIDTH), first);
      Operand<TFloat32> encoded = harness.input(Shape.of(batch, WIDTH), vectors);
      VectorQuantizer quantizer = new VectorQuantizer(book, 1);
      CodebookAverages updated =
          new CodebookAverages(sizes, sums)
              .updated(tf, quantizer.nearest(tf, encoded), tf.constant(0.8f));
      List<Operand<TFloat32>> fetches =
          List.of(updated.sizes(), updated.sums(), updated.codebook(tf, EPSILON));
      for (int step = 0; step < 80; step++) {
        List<float[]> run = harness.run(fetches);
        harness.set(sizes, run.get(0));
        harness.set(sums, run.get(1));
        harness.set(book, run.get(2));
      }
      float[] codes = harness.get(book);
      for (int i = 0; i < codes.length; i++) {
        // 0.8⁸⁰ ≈ 2·10⁻⁸ of the first codebook is left; ε is 10⁻⁷ of a size.
        assertEquals(means[i], codes[i], 1e-5);
        assertTrue(Math.abs(codes[i] - first[i]) > 1e-2, "a code that never moved");
      }
    }
  }
}
