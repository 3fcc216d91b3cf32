package org.lowerbound.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class OptimalScaleTest {
  private static final int DRAWS = 2;
  private static final int BATCH = 3;
  private static final int DIMENSION = 4;
  private static final double MOMENTUM = 0.75;
  private static final String STATE = "likelihood.squaredError";

  private static final LikelihoodCase OPTIMAL =
      new LikelihoodCase(
          "optimal",
          new NormalLikelihood(new OptimalScale(MOMENTUM), OutputBias.ZEROS),
          LikelihoodCase.observed(ValueKind.REAL, Shape.of(DIMENSION), 0, 0, 0, 0),
          (heads, own, x) -> Double.NaN);

  private final float[] loc = Draws.normal("loc", DRAWS * BATCH * DIMENSION, 0, 1);
  private final float[] x = Draws.normal("x", BATCH * DIMENSION, 0.5, 2);

  private LikelihoodCase.Built build(GraphHarness harness, Pass pass) {
    return OPTIMAL.build(harness, pass, (head, count) -> loc, DRAWS, BATCH);
  }

  private static Pass training(GraphHarness harness) {
    return Pass.training(harness.noise(1, "network"));
  }

  /** Returns the squared error of one value of a draw of an observation. */
  private double square(int draw, int row, int d) {
    double error = (double) x[row * DIMENSION + d] - loc[(draw * BATCH + row) * DIMENSION + d];
    return error * error;
  }

  private double meanSquaredError() {
    double sum = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      for (int row = 0; row < BATCH; row++) {
        for (int d = 0; d < DIMENSION; d++) {
          sum += square(draw, row, d);
        }
      }
    }
    return sum / (DRAWS * BATCH * DIMENSION);
  }

  private void assertLogDensities(double variance, float... actual) {
    for (int draw = 0; draw < DRAWS; draw++) {
      for (int row = 0; row < BATCH; row++) {
        double expected = -0.5 * DIMENSION * Math.log(2 * Math.PI * variance);
        for (int d = 0; d < DIMENSION; d++) {
          expected -= square(draw, row, d) / (2 * variance);
        }
        // Some tens of operations of 32-bit floats.
        assertEquals(expected, actual[draw * BATCH + row], 5e-6 * (1 + Math.abs(expected)));
      }
    }
  }

  @Test
  void inTrainingTheVarianceIsTheMeanSquaredErrorOfTheBatch() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = build(harness, training(harness));
      Operand<TFloat32> logProb = built.logProb(BATCH, x);
      assertEquals(Shape.of(DRAWS, BATCH), harness.shape(logProb));
      float[] actual = harness.run(logProb);
      assertLogDensities(meanSquaredError(), actual);
      // The quadratic terms add up to half the number of values, whatever they are.
      double sum = 0;
      for (float value : actual) {
        sum += value;
      }
      int count = DRAWS * BATCH * DIMENSION;
      assertEquals(
          -0.5 * count * (Math.log(2 * Math.PI * meanSquaredError()) + 1), sum, 1e-5 * count);
    }
  }

  @Test
  void theGradientWithoutThatOfTheScaleIsTheWholeGradient() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = build(harness, training(harness));
      Operand<TFloat32> logProb = built.logProb(BATCH, x);
      Operand<TFloat32> outputs = built.outputs().get(0);
      float[] actual = harness.run(harness.gradient(logProb, outputs));
      // These move σ as well.
      double[] expected = FiniteDifferences.gradient(harness, logProb, outputs);
      for (int i = 0; i < expected.length; i++) {
        assertEquals(expected[i], actual[i], 1e-3); // Rounding of values near 20 over the step.
      }
    }
  }

  @Test
  void aStepMovesTheRunningMeanOnce() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = build(harness, training(harness));
      built.logProb(BATCH, x);
      assertEquals(ImmutableSet.of(STATE), built.parameters().states().updates().keySet());
      Operand<TFloat32> update = built.parameters().states().updates().get(STATE);
      harness.set(built.parameters().states().inputs().get(STATE), 3, 0.5f);
      assertArrayEquals(
          new float[] {
            (float) (MOMENTUM * 3 + (1 - MOMENTUM) * meanSquaredError()),
            (float) (MOMENTUM * 0.5 + (1 - MOMENTUM))
          },
          harness.run(update),
          1e-5f);
      built.logProb(BATCH, new float[x.length]);
      assertSame(update, built.parameters().states().updates().get(STATE));
    }
  }

  @Test
  void outsideTrainingTheVarianceIsTheRunningMean() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = build(harness, Pass.evaluation());
      Operand<TFloat32> logProb = built.logProb(BATCH, x);
      assertTrue(built.parameters().states().updates().isEmpty());
      assertLogDensities(1, harness.run(logProb)); // Before the first step.
      Operand<TFloat32> sums = built.parameters().states().inputs().get(STATE);
      // The first step's error of 2.5, of which the mean holds a quarter, is not taken for 0.625.
      harness.set(sums, 0.25f * 2.5f, 0.25f);
      assertLogDensities(2.5, harness.run(logProb));
      harness.set(sums, 0.7f, 1);
      assertLogDensities(0.7, harness.run(logProb));
    }
  }

  @Test
  void outsideTrainingAnObservationIsScoredByItself() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built = build(harness, Pass.evaluation());
      float[] others = x.clone();
      Arrays.fill(others, DIMENSION, others.length, 50f);
      float[] one = harness.run(built.logProb(BATCH, x));
      float[] other = harness.run(built.logProb(BATCH, others));
      assertEquals(one[0], other[0]);
      assertEquals(one[BATCH], other[BATCH]);
    }
  }

  @Test
  void aPerfectReconstructionIsFinite() {
    try (GraphHarness harness = new GraphHarness()) {
      LikelihoodCase.Built built =
          OPTIMAL.build(harness, training(harness), (head, count) -> new float[count], 1, 1);
      Operand<TFloat32> logProb = built.logProb(1, new float[DIMENSION]);
      // σ = e⁻¹⁰, the least that any likelihood has.
      assertEquals(DIMENSION * (10 - 0.5 * Math.log(2 * Math.PI)), harness.scalar(logProb), 1e-4);
      for (float slope : harness.run(harness.gradient(logProb, built.outputs().get(0)))) {
        assertEquals(0f, slope);
      }
    }
  }

  @Test
  void momentumIsAPartOfOne() {
    for (double momentum : new double[] {-0.1, 1, Double.NaN, 1 - 1e-12}) {
      assertThrows(IllegalArgumentException.class, () -> new OptimalScale(momentum));
    }
  }
}
