package org.lowerbound.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class GraphMathTest {
  private static final int DRAWS = 6;
  private static final int BATCH = 5;

  /** Returns log mean exp of column b of {@code [K, B]}, in double precision. */
  private static double expected(float[] x, int b) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < DRAWS; k++) {
      max = Math.max(max, x[k * BATCH + b]);
    }
    double sum = 0;
    for (int k = 0; k < DRAWS; k++) {
      sum += Math.exp(x[k * BATCH + b] - max);
    }
    return max + Math.log(sum / DRAWS);
  }

  @Test
  void logMeanExpAgreesWithDoublePrecisionAtAnyOffset() {
    for (float offset : new float[] {0, 1e4f, -1e4f, 80, -1000}) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] x = Draws.normal("x", DRAWS * BATCH, offset, 3);
        Operand<TFloat32> input = harness.input(Shape.of(DRAWS, BATCH), x);
        Operand<TFloat32> result = GraphMath.logMeanExp(harness.tf(), input);
        assertEquals(Shape.of(BATCH), harness.shape(result));
        float[] actual = harness.run(result);
        for (int b = 0; b < BATCH; b++) {
          // Rounding of the result itself, 2⁻²⁴ of it, and of log mean exp of small numbers.
          assertEquals(expected(x, b), actual[b], 1e-6 * (2 + 0.1 * Math.abs(offset)));
        }
      }
    }
  }

  @Test
  void theGradientOfLogMeanExpIsTheNormalisedWeights() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] x = Draws.normal("x", DRAWS * BATCH, 0, 2);
      Operand<TFloat32> input = harness.input(Shape.of(DRAWS, BATCH), x);
      float[] upstream = {1, -2, 0.5f, 3, 0};
      Operand<TFloat32> weighted =
          harness
              .tf()
              .math
              .mul(
                  GraphMath.logMeanExp(harness.tf(), input),
                  harness.input(Shape.of(BATCH), upstream));
      float[] gradient = harness.run(harness.gradient(weighted, input));
      for (int i = 0; i < gradient.length; i++) {
        int b = i % BATCH;
        double weight = Math.exp(x[i] - expected(x, b)) / DRAWS;
        assertEquals(upstream[b] * weight, gradient[i], 2e-6); // A few roundings of numbers ≤ 3.
      }
    }
  }

  @Test
  void aNegligibleEntryHasAnExactlyZeroGradient() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> input = harness.input(Shape.of(3, 1), -500, -700, -500.5f);
      Operand<TFloat32> result = GraphMath.logMeanExp(harness.tf(), input);
      double expected = -500 + Math.log((1 + Math.exp(-0.5)) / 3);
      assertEquals(expected, harness.scalar(result), 1e-4); // 2⁻²⁴ of 500.
      float[] gradient = harness.run(harness.gradient(result, input));
      assertEquals(0f, gradient[1]);
      double first = 1 / (1 + Math.exp(-0.5));
      assertEquals(first, gradient[0], 1e-6);
      assertEquals(1 - first, gradient[2], 1e-6);
    }
  }

  @Test
  void aWeightOfZeroCountsAsADrawAndNotAsNaN() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> input = harness.input(Shape.of(2, 1), 3, Float.NEGATIVE_INFINITY);
      Operand<TFloat32> result = GraphMath.logMeanExp(harness.tf(), input);
      assertEquals(3 - Math.log(2), harness.scalar(result), 1e-6);
      assertArrayEquals(new float[] {1, 0}, harness.run(harness.gradient(result, input)), 1e-6f);
    }
  }

  @Test
  void equalEntriesGiveThemselvesAndEqualWeights() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> input = harness.input(Shape.of(4, 2), 7, -3, 7, -3, 7, -3, 7, -3);
      Operand<TFloat32> result = GraphMath.logMeanExp(harness.tf(), input);
      assertArrayEquals(new float[] {7, -3}, harness.run(result));
      for (float weight : harness.run(harness.gradient(result, input))) {
        assertEquals(0.25f, weight);
      }
    }
  }

  @Test
  void oneDrawIsItself() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> input = harness.input(Shape.of(1, 3), 1.5f, -1e6f, 1e6f);
      Operand<TFloat32> result = GraphMath.logMeanExp(harness.tf(), input);
      assertArrayEquals(new float[] {1.5f, -1e6f, 1e6f}, harness.run(result));
    }
  }

  @Test
  void aNaNIsNotHidden() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> input = harness.input(Shape.of(2, 1), 0, Float.NaN);
      assertTrue(Float.isNaN(harness.scalar(GraphMath.logMeanExp(harness.tf(), input))));
    }
  }

  @Test
  void reductionsTakeTheirOwnAxis() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(2, 3), 1, 2, 3, 10, 20, 30);
      assertArrayEquals(new float[] {6, 60}, harness.run(GraphMath.sumEvent(harness.tf(), x)));
      assertArrayEquals(
          new float[] {5.5f, 11, 16.5f}, harness.run(GraphMath.meanOverDraws(harness.tf(), x)));
      Operand<TFloat32> batch = harness.input(Shape.of(4), 1, 2, 3, 6);
      assertEquals(3f, harness.scalar(GraphMath.meanOverBatch(harness.tf(), batch)));
    }
  }

  @Test
  void theLogMeanOfCloseNumbersKeepsTheirDifferences() {
    for (double scale : new double[] {1e-9, 1e-6, 1e-3, 0.1}) {
      try (GraphHarness harness = new GraphHarness()) {
        float[] x = Draws.normal("x", DRAWS * BATCH, 0, scale);
        float[] actual =
            harness.run(
                GraphMath.logMeanExpOfClose(
                    harness.tf(), harness.input(Shape.of(DRAWS, BATCH), x)));
        for (int b = 0; b < BATCH; b++) {
          double meanOfSlight = 0; // log mean exp = mean + variance / 2 to the third order.
          double square = 0;
          for (int k = 0; k < DRAWS; k++) {
            meanOfSlight += x[k * BATCH + b] / (double) DRAWS;
            square += (double) x[k * BATCH + b] * x[k * BATCH + b] / DRAWS;
          }
          double reference =
              scale < 1e-5
                  ? meanOfSlight + 0.5 * (square - meanOfSlight * meanOfSlight)
                  : expected(x, b);
          // Some roundings of numbers up to 3 scales.
          assertEquals(reference, actual[b], 2e-6 * scale);
        }
      }
    }
  }

  private static float[] weights(float... x) {
    try (GraphHarness harness = new GraphHarness()) {
      return harness.run(
          GraphMath.normalizedWeights(harness.tf(), harness.input(Shape.of(x.length, 1), x)));
    }
  }

  @Test
  void normalizedWeightsSumToOneOverDraws() {
    for (float offset : new float[] {0, 1e4f, -1e4f}) {
      float[] x = Draws.normal("x", DRAWS * BATCH, offset, 3);
      try (GraphHarness harness = new GraphHarness()) {
        float[] actual =
            harness.run(
                GraphMath.normalizedWeights(
                    harness.tf(), harness.input(Shape.of(DRAWS, BATCH), x)));
        double[] sums = new double[BATCH];
        for (int i = 0; i < actual.length; i++) {
          assertEquals(Math.exp(x[i] - expected(x, i % BATCH)) / DRAWS, actual[i], 1e-6);
          sums[i % BATCH] += actual[i];
        }
        for (double sum : sums) {
          assertEquals(1, sum, 1e-6);
        }
      }
    }
  }

  @Test
  void normalizedWeightsOfExtremeNumbersAreExactZerosAndOnes() {
    assertArrayEquals(new float[] {1, 0, 0}, weights(3e38f, -3e38f, 0));
    assertArrayEquals(new float[] {0, 1}, weights(Float.NEGATIVE_INFINITY, -1e30f));
    assertArrayEquals(new float[] {0, 0.5f, 0.5f}, weights(-31, 0, 0));
    assertArrayEquals(new float[] {0.25f, 0.25f, 0.25f, 0.25f}, weights(-7, -7, -7, -7));
    assertArrayEquals(new float[] {1}, weights(-1e6f));
    assertTrue(weights(-29, 0)[0] > 0, "what is not negligible is kept");
    assertTrue(Float.isNaN(weights(0, Float.NaN)[0]), "a NaN is not hidden");
  }

  @Test
  void normalizedWeightsAreConstants() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(3, 1), 1, 2, 3);
      Operand<TFloat32> square =
          harness.tf().math.square(GraphMath.normalizedWeights(harness.tf(), x));
      assertArrayEquals(new float[3], harness.run(harness.gradient(square, x)));
    }
  }
}
