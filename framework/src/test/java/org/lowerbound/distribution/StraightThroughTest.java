package org.lowerbound.distribution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.codebook.Quantized;
import org.lowerbound.distribution.codebook.VectorQuantizer;
import org.lowerbound.distribution.relaxed.RelaxedOneHotCategorical;
import org.lowerbound.distribution.relaxed.StraightThroughBernoulli;
import org.lowerbound.distribution.relaxed.StraightThroughCategorical;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

final class StraightThroughTest {
  private static final int CLASSES = 3;
  private static final int D = 6;
  private static final int BATCH = 2;
  private static final int SAMPLES = 5;

  private final float[] logits = Draws.normal("logits", BATCH * D, 0, 1);

  private StraightThroughCategorical categorical(GraphHarness harness, float temperature) {
    return new StraightThroughCategorical(
        harness.input(Shape.of(BATCH, D), logits),
        harness.input(Shape.scalar(), temperature),
        CLASSES,
        D);
  }

  private StraightThroughBernoulli bernoulli(GraphHarness harness) {
    return new StraightThroughBernoulli(harness.input(Shape.of(BATCH, D), logits), D);
  }

  private static Sampleable.Draw draw(GraphHarness harness, Sampleable q, int samples) {
    return q.sampleWithLogProb(harness.tf(), harness.noise(1, "draws"), samples);
  }

  @Test
  void drawsAndTheirMassesAreThoseOfTheDiscreteDistributionBitForBit() {
    for (float temperature : new float[] {0.1f, 1, 3}) {
      try (GraphHarness harness = new GraphHarness()) {
        for (StraightThrough q : List.of(categorical(harness, temperature), bernoulli(harness))) {
          Sampleable.Draw draw = draw(harness, q, 300);
          assertEquals(Shape.of(300, BATCH, D), harness.shape(draw.value()));
          assertEquals(Shape.of(300, BATCH), harness.shape(draw.logProb()));
          Sampleable.Draw discrete = draw(harness, q.discrete(harness.tf()), 300);
          List<float[]> run =
              harness.run(
                  List.of(draw.value(), discrete.value(), draw.logProb(), discrete.logProb()));
          assertArrayEquals(run.get(1), run.get(0));
          // A Bernoulli mass is summed in another order there: values near 5 to 10⁻⁶.
          assertArrayEquals(run.get(3), run.get(2), 5e-6f);
        }
      }
    }
  }

  @Test
  void aCategoricalDrawHasTheGradientOfTheRelaxedDrawWithTheSameNoise() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      StraightThroughCategorical q = categorical(harness, 0.7f);
      Operand<TFloat32> weights =
          harness.input(Shape.of(SAMPLES, BATCH, D), Draws.normal("w", SAMPLES * BATCH * D, 0, 1));
      Operand<TFloat32> hard = tf.math.mul(weights, draw(harness, q, SAMPLES).value());
      Operand<TFloat32> soft =
          tf.math.mul(
              weights,
              draw(
                      harness,
                      new RelaxedOneHotCategorical(q.logits(), q.temperature(), CLASSES, D),
                      SAMPLES)
                  .value());
      for (Operand<TFloat32> input : List.of(q.logits(), q.temperature())) {
        float[] actual = harness.run(harness.gradient(hard, input));
        double[] expected = FiniteDifferences.gradient(harness, soft, input);
        for (int i = 0; i < actual.length; i++) {
          assertEquals(expected[i], actual[i], 2e-4); // 10⁻⁶ for values near 1, times 1.5 / h.
        }
      }
    }
  }

  @Test
  void aFunctionOfDrawsHasItsSlopeAtTheDrawAndNotAtTheRelaxedOne() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      StraightThroughCategorical q = categorical(harness, 0.7f);
      Operand<TFloat32> value = draw(harness, q, 1).value();
      float[] ofSquare = harness.run(harness.gradient(tf.math.square(value), q.logits()));
      Operand<TFloat32> slope = tf.math.mul(tf.constant(2f), tf.stopGradient(value));
      float[] expected = harness.run(harness.gradient(tf.math.mul(slope, value), q.logits()));
      assertArrayEquals(expected, ofSquare, 1e-7f);
    }
  }

  @Test
  void aBernoulliDrawHasTheGradientOfItsMean() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      StraightThroughBernoulli q = bernoulli(harness);
      float[] weights = Draws.normal("w", SAMPLES * BATCH * D, 0, 1);
      Operand<TFloat32> weighted =
          tf.math.mul(
              harness.input(Shape.of(SAMPLES, BATCH, D), weights),
              draw(harness, q, SAMPLES).value());
      float[] actual = harness.run(harness.gradient(weighted, q.logits()));
      for (int i = 0; i < actual.length; i++) {
        double p = 1 / (1 + Math.exp(-logits[i]));
        double expected = 0;
        for (int k = 0; k < SAMPLES; k++) {
          expected += weights[k * BATCH * D + i] * p * (1 - p);
        }
        assertEquals(expected, actual[i], 1e-6);
      }
    }
  }

  @Test
  void aBernoulliGradientIsUnbiasedForProductsOfComponentsAndBiasedForSquares() {
    int draws = 20_000;
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      // One copy of the logits for each draw, so that each has a gradient of its own.
      float[] copies = new float[draws * 2];
      for (int k = 0; k < draws; k++) {
        copies[2 * k] = 0.8f;
        copies[2 * k + 1] = -0.3f;
      }
      Operand<TFloat32> logit = harness.input(Shape.of(draws, 2), copies);
      Operand<TFloat32> value = draw(harness, new StraightThroughBernoulli(logit, 2), 1).value();
      List<float[]> run =
          harness.run(
              List.of(
                  harness.gradient(tf.reduceProd(value, tf.constant(-1)), logit),
                  harness.gradient(tf.math.square(value), logit)));
      double[] ofProduct = new double[draws];
      double[] ofSquare = new double[draws];
      for (int k = 0; k < draws; k++) {
        ofProduct[k] = run.get(0)[2 * k];
        ofSquare[k] = run.get(1)[2 * k];
      }
      double p = 1 / (1 + Math.exp(-0.8f));
      double other = 1 / (1 + Math.exp(0.3f));
      MonteCarlo.of(ofProduct).assertExpectation(p * (1 - p) * other, "E z₁ z₂");
      // E z² = p, but its slope 2 z gives 2 p on average.
      MonteCarlo squares = MonteCarlo.of(ofSquare);
      squares.assertExpectation(2 * p * p * (1 - p), "E z², straight through");
      squares.assertAbove(p * (1 - p), "E z², straight through");
    }
  }

  @Test
  void massesHaveGradientsByValueAndLogits() {
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> value =
          harness.input(Shape.of(SAMPLES, 1, D), Draws.bits("values", SAMPLES * D));
      StraightThroughCategorical categorical = categorical(harness, 0.7f);
      StraightThroughBernoulli bernoulli = bernoulli(harness);
      checkGradients(harness, categorical, value, categorical.logits());
      checkGradients(harness, bernoulli, value, bernoulli.logits());
    }
  }

  private static void checkGradients(
      GraphHarness harness, Distribution q, Operand<TFloat32> value, Operand<TFloat32> logits) {
    Operand<TFloat32> logProb = q.logProb(harness.tf(), value);
    for (Operand<TFloat32> input : List.of(value, logits)) {
      float[] actual = harness.run(harness.gradient(logProb, input));
      double[] expected = FiniteDifferences.gradient(harness, logProb, input);
      for (int i = 0; i < actual.length; i++) {
        // Rounding of values near 5, times 1.5 / h.
        assertEquals(expected[i], actual[i], 3e-4 * (1 + Math.abs(expected[i])));
      }
    }
  }

  @Test
  void theMassOfADrawHasTheGradientOfTheMassAtTheDraw() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      StraightThroughCategorical q = categorical(harness, 0.7f);
      Sampleable.Draw draw = draw(harness, q, SAMPLES);
      assertArrayEquals(
          harness.run(harness.gradient(q.logProb(tf, draw.value()), q.logits())),
          harness.run(harness.gradient(draw.logProb(), q.logits())),
          1e-6f);
      // At fixed draws it is the score: a score-function estimator sees no borrowed gradient.
      List<float[]> scores =
          harness.run(
              List.of(
                  harness.gradient(q.logProb(tf, tf.stopGradient(draw.value())), q.logits()),
                  tf.reduceSum(tf.math.sub(draw.value(), q.mean(tf)), tf.constant(0))));
      assertArrayEquals(scores.get(1), scores.get(0), 1e-6f);
    }
  }

  @Test
  void theDiscreteDistributionPassesNoGradientThroughDraws() {
    try (GraphHarness harness = new GraphHarness()) {
      StraightThroughCategorical categorical = categorical(harness, 0.7f);
      StraightThroughBernoulli bernoulli = bernoulli(harness);
      assertArrayEquals(
          new float[BATCH * D],
          harness.run(
              harness.gradient(
                  draw(harness, categorical.discrete(harness.tf()), 1).value(),
                  categorical.logits())));
      assertArrayEquals(
          new float[BATCH * D],
          harness.run(
              harness.gradient(
                  draw(harness, bernoulli.discrete(harness.tf()), 1).value(), bernoulli.logits())));
    }
  }

  @Test
  void meansAndVariancesAreThoseOfTheDiscreteDistribution() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      StraightThroughCategorical categorical = categorical(harness, 0.7f);
      assertArrayEquals(
          harness.run(categorical.discrete(tf).mean(tf)), harness.run(categorical.mean(tf)));
      float[] mean = harness.run(bernoulli(harness).mean(tf));
      float[] variance = harness.run(bernoulli(harness).variance(tf));
      for (int i = 0; i < mean.length; i++) {
        double p = 1 / (1 + Math.exp(-logits[i]));
        assertEquals(p, mean[i], 1e-6);
        assertEquals(p * (1 - p), variance[i], 1e-6);
      }
    }
  }

  @Test
  void noEstimatorMayTakeABorrowedGradientForAnExactOne() {
    try (GraphHarness harness = new GraphHarness()) {
      VectorQuantizer quantizer = new VectorQuantizer(harness.input(Shape.of(2, 1), 0, 1), 1);
      for (Sampleable q :
          List.of(
              categorical(harness, 1),
              bernoulli(harness),
              Quantized.of(harness.tf(), quantizer, harness.input(Shape.of(1, 1), 0)))) {
        assertFalse(q instanceof Reparameterized, q.getClass().getSimpleName());
        assertTrue(q instanceof StraightThrough, q.getClass().getSimpleName());
      }
    }
  }

  @Test
  void extremeLogitsGiveFiniteGradients() {
    try (GraphHarness harness = new GraphHarness()) {
      Ops tf = harness.tf();
      Operand<TFloat32> logit = harness.input(Shape.of(1, 3), 50, -50, 0);
      Operand<TFloat32> temperature = harness.input(Shape.scalar(), 0.1f);
      Sampleable.Draw draw =
          draw(harness, new StraightThroughCategorical(logit, temperature, 3, 3), 20);
      Operand<TFloat32> both =
          tf.math.add(draw.logProb(), tf.math.square(tf.reduceSum(draw.value(), tf.constant(-1))));
      for (Operand<TFloat32> input : List.of(logit, temperature)) {
        for (float gradient : harness.run(harness.gradient(both, input))) {
          assertTrue(Float.isFinite(gradient));
        }
      }
    }
  }
}
