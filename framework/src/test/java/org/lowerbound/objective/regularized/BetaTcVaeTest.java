package org.lowerbound.objective.regularized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Loss;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** The total correlation and its estimates. */
final class BetaTcVaeTest {
  /** Sums of some ten terms of order 1, rounded to 10⁻⁷ each. */
  private static final double FLOAT_ROUNDING = 1e-5;

  private static BetaTcVae objective(double a, double b, double c, BatchSampler sampler) {
    return new BetaTcVae(
        new ConstantSchedule(a),
        new ConstantSchedule(b),
        new ConstantSchedule(c),
        sampler,
        KlEstimator.MONTE_CARLO);
  }

  @Test
  void withEqualWeightsTheEstimatesCancelDrawByDraw() {
    for (BatchSampler sampler : BatchSampler.values()) {
      try (GraphHarness harness = new GraphHarness()) {
        ObjectiveHarness objectives = SmallVae.normal(harness).objectives(50);
        Loss one = objectives.loss(objective(1, 1, 1, sampler), "noise");
        Loss three = objectives.loss(objective(3, 3, 3, sampler), "noise");
        for (int step = 0; step < 5; step++) {
          harness.setStep(step);
          double rate = harness.scalar(one.metrics().get("rate"));
          double distortion = harness.scalar(one.metrics().get("distortion"));
          assertEquals(distortion + rate, surrogate(harness, one), FLOAT_ROUNDING);
          assertEquals(distortion + 3 * rate, surrogate(harness, three), FLOAT_ROUNDING);
          assertEquals(-surrogate(harness, one), harness.scalar(one.bound()), FLOAT_ROUNDING);
        }
      }
    }
  }

  private static float surrogate(GraphHarness harness, Loss loss) {
    return harness.scalar(ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER));
  }

  @Test
  void eachPartHasItsOwnWeight() {
    try (GraphHarness harness = new GraphHarness()) {
      Loss loss =
          SmallVae.normal(harness)
              .objectives(50)
              .loss(objective(0.5, 7, 2, BatchSampler.STRATIFIED), "noise");
      double expected =
          harness.scalar(loss.metrics().get("distortion"))
              + 0.5 * harness.scalar(loss.metrics().get("mutual-information"))
              + 7 * harness.scalar(loss.metrics().get("total-correlation"))
              + 2 * harness.scalar(loss.metrics().get("dimension-wise-kl"));
      assertEquals(expected, surrogate(harness, loss), 10 * FLOAT_ROUNDING);
    }
  }

  /** Pairs of which no two are alike: log q(z_i | x_j) = table[j][i], for a batch of three. */
  private static final double[][] TABLE = {{-1, 0.5, -3}, {0.2, -0.7, 1.1}, {-2, 0.3, -0.1}};

  private static float[] estimates(BatchSampler sampler, long examples) {
    try (GraphHarness harness = new GraphHarness()) {
      float[] flat = new float[9];
      for (int k = 0; k < 9; k++) {
        flat[k] = (float) TABLE[k / 3][k % 3];
      }
      Operand<TFloat32> pairs = harness.input(Shape.of(3, 3), flat);
      return harness.run(sampler.logAggregate(harness.tf(), pairs, examples));
    }
  }

  @Test
  void weightedSamplingIsTheMeanOverPairsOfDataAndBatch() {
    float[] actual = estimates(BatchSampler.WEIGHTED, 11);
    for (int i = 0; i < 3; i++) {
      double sum = 0;
      for (int j = 0; j < 3; j++) {
        sum += Math.exp(TABLE[j][i]);
      }
      assertEquals(Math.log(sum / (11 * 3)), actual[i], FLOAT_ROUNDING);
    }
  }

  @Test
  void stratifiedSamplingWeighsItselfOneOtherAndTheRest() {
    float[] actual = estimates(BatchSampler.STRATIFIED, 11);
    int b = 3;
    for (int i = 0; i < b; i++) {
      double sum = 0;
      for (int j = 0; j < b; j++) {
        double weight = 1.0 / (b - 1);
        if (j == i) {
          weight = 1.0 / 11;
        } else if ((j + 1) % b == i) {
          weight = (11.0 - b + 1) / (11.0 * (b - 1));
        }
        sum += weight * Math.exp(TABLE[j][i]);
      }
      assertEquals(Math.log(sum), actual[i], FLOAT_ROUNDING);
    }
  }

  /**
   * The mean of the estimate of q(z) over all ordered batches of three of five examples that start
   * with the one z was drawn from is q(z) itself.
   */
  @Test
  void stratifiedSamplingIsUnbiased() {
    double[] densities = {0.3, 1.7, 0.05, 0.9, 2.2}; // q(z | x_n), z drawn from n = 0.
    double exact = 0;
    for (double density : densities) {
      exact += density / densities.length;
    }
    double sum = 0;
    int batches = 0;
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> pairs = harness.input(Shape.of(3, 3), new float[9]);
      Operand<TFloat32> estimate =
          BatchSampler.STRATIFIED.logAggregate(harness.tf(), pairs, densities.length);
      for (int m = 1; m < densities.length; m++) {
        for (int n = 1; n < densities.length; n++) {
          if (m != n) {
            float[] table = new float[9];
            table[0] = (float) Math.log(densities[0]); // Column 0 is the draw that is looked at.
            table[3] = (float) Math.log(densities[m]);
            table[6] = (float) Math.log(densities[n]);
            harness.set(pairs, table);
            sum += Math.exp(harness.run(estimate)[0]);
            batches++;
          }
        }
      }
    }
    assertEquals(exact, sum / batches, FLOAT_ROUNDING);
  }

  @Test
  void theLatentsOfATableAreKeptApart() {
    try (GraphHarness harness = new GraphHarness()) {
      float[] both = new float[18];
      for (int k = 0; k < 9; k++) {
        both[2 * k] = (float) TABLE[k / 3][k % 3];
        both[2 * k + 1] = (float) -TABLE[k % 3][k / 3];
      }
      Operand<TFloat32> pairs = harness.input(Shape.of(3, 3, 2), both);
      for (BatchSampler sampler : BatchSampler.values()) {
        float[] actual = harness.run(sampler.logAggregate(harness.tf(), pairs, 11));
        float[] ofFirst = estimates(sampler, 11);
        for (int i = 0; i < 3; i++) {
          assertEquals(ofFirst[i], actual[2 * i], FLOAT_ROUNDING);
        }
      }
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (BatchSampler sampler : BatchSampler.values()) {
      try (GraphHarness harness = new GraphHarness()) {
        SmallVae vae = SmallVae.normal(harness);
        Loss loss = vae.objectives(50).loss(objective(0.5, 7, 2, sampler), "noise");
        for (ParameterGroup group : List.of(ParameterGroup.ENCODER, ParameterGroup.DECODER)) {
          vae.assertGradient(ObjectiveHarness.surrogate(loss, group), group);
        }
      }
    }
  }

  @Test
  void weightsAreNotNegative() {
    assertThrows(IllegalArgumentException.class, () -> objective(-1, 1, 1, BatchSampler.WEIGHTED));
    assertThrows(IllegalArgumentException.class, () -> objective(1, -1, 1, BatchSampler.WEIGHTED));
    assertThrows(IllegalArgumentException.class, () -> objective(1, 1, -1, BatchSampler.WEIGHTED));
  }
}
