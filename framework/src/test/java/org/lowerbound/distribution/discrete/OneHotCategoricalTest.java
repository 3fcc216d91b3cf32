package org.lowerbound.distribution.discrete;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.HostSoftmax;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class OneHotCategoricalTest {
  private static final int CLASSES = 3;
  private static final int VARIABLES = 2;
  private static final int D = CLASSES * VARIABLES;
  private static final int BATCH = 2;
  private static final int STATES = 9;

  private final float[] logits = Draws.normal("logits", BATCH * D, 0, 1.5);

  /** Returns all states, one row each: the class of variable 0 runs fastest. */
  private static float[] states() {
    float[] rows = new float[STATES * D];
    for (int s = 0; s < STATES; s++) {
      rows[s * D + s % CLASSES] = 1;
      rows[s * D + CLASSES + s / CLASSES] = 1;
    }
    return rows;
  }

  private double logMass(int b, int state) {
    return HostSoftmax.log(logits, b * D, CLASSES)[state % CLASSES]
        + HostSoftmax.log(logits, b * D + CLASSES, CLASSES)[state / CLASSES];
  }

  private OneHotCategorical distribution(GraphHarness harness) {
    return new OneHotCategorical(harness.input(Shape.of(BATCH, D), logits), CLASSES, D);
  }

  @Test
  void massesAreThoseOfTheDefinitionAndSumToOne() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logProb =
          distribution(harness)
              .logProb(harness.tf(), harness.input(Shape.of(STATES, 1, D), states()));
      assertEquals(Shape.of(STATES, BATCH), harness.shape(logProb));
      float[] actual = harness.run(logProb);
      for (int b = 0; b < BATCH; b++) {
        double sum = 0;
        for (int s = 0; s < STATES; s++) {
          assertEquals(logMass(b, s), actual[s * BATCH + b], 2e-6); // Rounding of values near 5.
          sum += Math.exp(actual[s * BATCH + b]);
        }
        assertEquals(1, sum, 2e-6);
      }
    }
  }

  @Test
  void oneVectorOfLogitsServesAllValues() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] prior = Arrays.copyOf(logits, D);
      Operand<TFloat32> logProb =
          new OneHotCategorical(harness.input(Shape.of(D), prior), CLASSES, D)
              .logProb(harness.tf(), harness.input(Shape.of(3, 3, D), states()));
      assertEquals(Shape.of(3, 3), harness.shape(logProb));
      float[] actual = harness.run(logProb);
      for (int s = 0; s < STATES; s++) {
        assertEquals(logMass(0, s), actual[s], 2e-6);
      }
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      OneHotCategorical q = distribution(harness);
      Operand<TFloat32> value = harness.input(Shape.of(STATES, 1, D), states());
      // Unequal weights: the gradients of all masses together are zero.
      Operand<TFloat32> weighted =
          tf.math.mul(
              q.logProb(tf, value),
              harness.input(
                  Shape.of(STATES, BATCH), Draws.normal("weights", STATES * BATCH, 0, 0.3)));
      for (Operand<TFloat32> input : List.of(q.logits(), value)) {
        float[] actual = harness.run(harness.gradient(weighted, input));
        double[] expected = FiniteDifferences.gradient(harness, weighted, input);
        for (int i = 0; i < actual.length; i++) {
          assertEquals(expected[i], actual[i], 1e-4); // 10⁻⁶ for terms near 1, times 1.5 / h.
        }
      }
    }
  }

  @Test
  void gradientsOfLogitsWithThreeAxesAreThoseOfTheDefinition() {
    // TensorFlow's own gradient of logSoftmax is wrong for more than two axes.
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logit = harness.input(Shape.of(1, BATCH, D), logits);
      float[] value = Arrays.copyOf(states(), D); // class 0 of both
      float[] actual =
          harness.run(
              harness.gradient(
                  new OneHotCategorical(logit, CLASSES, D)
                      .logProb(harness.tf(), harness.input(Shape.of(1, 1, D), value)),
                  logit));
      for (int i = 0; i < actual.length; i++) {
        int group = i / CLASSES * CLASSES;
        double p = Math.exp(HostSoftmax.log(logits, group, CLASSES)[i % CLASSES]);
        assertEquals((i % CLASSES == 0 ? 1 : 0) - p, actual[i], 1e-6);
      }
    }
  }

  @Test
  void drawsAreOneHotWithTheirProbabilitiesAndIndependent() {
    int draws = 20_000;
    try (GraphHarness harness = new GraphHarness()) {
      OneHotCategorical q = distribution(harness);
      Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), draws);
      assertEquals(Shape.of(draws, BATCH, D), harness.shape(draw.value()));
      assertEquals(Shape.of(draws, BATCH), harness.shape(draw.logProb()));
      List<float[]> run =
          harness.run(List.of(draw.value(), draw.logProb(), q.logProb(harness.tf(), draw.value())));
      float[] values = run.get(0);
      double[][][] hits = new double[BATCH][STATES][draws];
      for (int k = 0; k < draws; k++) {
        for (int b = 0; b < BATCH; b++) {
          int start = (k * BATCH + b) * D;
          hits[b][classOf(values, start) + CLASSES * classOf(values, start + CLASSES)][k] = 1;
        }
      }
      for (int b = 0; b < BATCH; b++) {
        for (int s = 0; s < STATES; s++) {
          MonteCarlo.of(hits[b][s]).assertExpectation(Math.exp(logMass(b, s)), "state " + s);
        }
      }
      assertArrayEquals(run.get(2), run.get(1), "a draw comes with its own mass");
    }
  }

  /** Returns the only component that is 1, and fails if another is not 0. */
  private static int classOf(float[] values, int start) {
    int found = -1;
    for (int c = 0; c < CLASSES; c++) {
      float value = values[start + c];
      assertTrue(value == 0 || (value == 1 && found < 0), "not one-hot: " + value);
      found = value == 1 ? c : found;
    }
    assertTrue(found >= 0, "no class");
    return found;
  }

  @Test
  void aDrawPassesNoGradientButItsMassDoes() {
    try (GraphHarness harness = new GraphHarness()) {
      OneHotCategorical q = distribution(harness);
      Sampleable.Draw draw = q.sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), 1);
      List<float[]> run =
          harness.run(
              List.of(
                  harness.gradient(draw.value(), q.logits()),
                  harness.gradient(draw.logProb(), q.logits()),
                  draw.value(),
                  q.mean(harness.tf())));
      assertArrayEquals(new float[BATCH * D], run.get(0));
      for (int i = 0; i < BATCH * D; i++) {
        assertEquals(run.get(2)[i] - run.get(3)[i], run.get(1)[i], 1e-6);
        assertEquals(
            Math.exp(HostSoftmax.log(logits, i / CLASSES * CLASSES, CLASSES)[i % CLASSES]),
            run.get(3)[i],
            1e-6);
      }
    }
  }

  @Test
  void extremeLogitsGiveFiniteMassesAndGradients() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logit = harness.input(Shape.of(1, 3), 50, -50, 1000);
      OneHotCategorical q = new OneHotCategorical(logit, 3, 3);
      Operand<TFloat32> logProb =
          q.logProb(harness.tf(), harness.input(Shape.of(3, 1, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1));
      assertArrayEquals(new float[] {-950, -1050, 0}, harness.run(logProb), 1e-3f);
      assertArrayEquals(
          new float[] {1, 1, -2}, harness.run(harness.gradient(logProb, logit)), 1e-6f);
    }
  }

  @Test
  void aDimensionThatIsNotAMultipleOfTheClassesIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> logit = harness.input(Shape.of(1, 4), 0, 0, 0, 0);
      assertEquals(
          "dimension must be a positive multiple of the 3 classes of a variable but is 4",
          assertThrows(IllegalArgumentException.class, () -> new OneHotCategorical(logit, 3, 4))
              .getMessage());
      assertEquals(
          "classes must be at least 2 but is 1",
          assertThrows(IllegalArgumentException.class, () -> new OneHotCategorical(logit, 1, 4))
              .getMessage());
      assertEquals(2, new OneHotCategorical(logit, 2, 4).variables());
    }
  }
}
