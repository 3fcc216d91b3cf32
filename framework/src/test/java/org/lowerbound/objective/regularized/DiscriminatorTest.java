package org.lowerbound.objective.regularized;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.adversarial.Discriminator;
import org.lowerbound.objective.adversarial.DiscriminatorSpec;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Objectives with a discriminator. */
final class DiscriminatorTest {
  private static final Architecture LINEAR =
      new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
  private static final Architecture HIDDEN =
      new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform());
  private static final Optimizer ADAM = new Adam(new ConstantSchedule(1e-4), 0.5, 0.9, 1e-8);

  private static FactorVae factorVae(double gamma, Architecture network) {
    return new FactorVae(gamma, new DiscriminatorSpec(network, ADAM), KlEstimator.CLOSED_FORM);
  }

  private static Adversarial adversarial(Architecture network) {
    return new Adversarial(2, new DiscriminatorSpec(network, ADAM), KlEstimator.CLOSED_FORM);
  }

  @Test
  void withoutGammaFactorVaeIsTheElbo() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = SmallVae.normal(harness).objectives(9);
      Loss loss = objectives.loss(factorVae(0, HIDDEN), "noise");
      Elbo elbo =
          new Elbo(
              new ConstantSchedule(1), 1, KlEstimator.CLOSED_FORM, new ReparameterizedGradient());
      assertEquals(
          harness.scalar(objectives.loss(elbo, "noise").bound()),
          -harness.scalar(ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER)),
          1e-6);
    }
  }

  @Test
  void theModelAndTheDiscriminatorMoveInOneStepEachByItsOwnLoss() {
    for (BoundObjective objective : List.of(factorVae(3, HIDDEN), adversarial(HIDDEN))) {
      try (GraphHarness harness = new GraphHarness()) {
        Loss loss = SmallVae.normal(harness).objectives(9).loss(objective, "noise");
        assertEquals(1, loss.turns().size());
        assertEquals(2, loss.turns().get(0).descents().size());
        assertEquals(ParameterGroup.MODEL, loss.turns().get(0).descents().get(0).groups());
        assertEquals(
            ImmutableSet.of(ParameterGroup.OBJECTIVE),
            loss.turns().get(0).descents().get(1).groups());
        assertEquals(ADAM, loss.turns().get(0).descents().get(1).optimizer().orElseThrow());
      }
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (BoundObjective objective : List.of(factorVae(3, HIDDEN), adversarial(HIDDEN))) {
      try (GraphHarness harness = new GraphHarness()) {
        SmallVae vae = SmallVae.normal(harness);
        ObjectiveHarness objectives = vae.objectives(9);
        Loss loss = objectives.loss(objective, "noise");
        for (ParameterGroup group : List.of(ParameterGroup.ENCODER, ParameterGroup.DECODER)) {
          vae.assertGradient(ObjectiveHarness.surrogate(loss, group), group);
        }
        Operand<TFloat32> own = ObjectiveHarness.surrogate(loss, ParameterGroup.OBJECTIVE);
        objectives
            .parameters()
            .byName()
            .forEach(
                (name, parameter) -> {
                  double[] expected = FiniteDifferences.gradient(harness, own, parameter);
                  float[] actual = harness.run(harness.gradient(own, parameter));
                  for (int i = 0; i < actual.length; i++) {
                    assertEquals(expected[i], actual[i], 1e-4, name);
                  }
                });
        for (Operand<TFloat32> parameter : vae.parameters(ParameterGroup.ENCODER)) {
          float[] leak = harness.run(harness.gradient(own, parameter));
          assertArrayEquals(new float[leak.length], leak, "the encoder's draws are held fixed");
        }
      }
    }
  }

  @Test
  void theLogitOfTheBestDiscriminatorIsTheLogRatioOfDensities() {
    // Of N(μ, I) and N(−μ, I) the log ratio is 2 μ·z: a linear discriminator is the best one, and
    // there the cross-entropy has no gradient.
    double[] mu = {0.4, -0.2};
    int count = 40_000;
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = SmallVae.normal(harness).objectives(9);
      Discriminator discriminator =
          new Discriminator(LINEAR, Shape.of(SmallVae.LATENTS), objectives.scope());
      Operand<TFloat32> first = normals(harness, "first", mu, 1, count);
      Operand<TFloat32> second = normals(harness, "second", mu, -1, count);
      Operand<TFloat32> loss = discriminator.crossEntropy(harness.tf(), first, second);
      Operand<TFloat32> weights =
          objectives.parameters().byName().get("discriminator.logit.weights");
      harness.set(weights, (float) (2 * mu[0]), (float) (2 * mu[1]));
      for (float slope : harness.run(harness.gradient(loss, weights))) {
        // The mean of 40,000 terms of order ½.
        assertEquals(0, slope, 4 * 0.5 / Math.sqrt(count));
      }
      harness.set(weights, 0f, 0f);
      assertEquals(Math.log(2), harness.scalar(loss), 1e-5);
    }
  }

  private static Operand<TFloat32> normals(
      GraphHarness harness, String name, double[] mu, int sign, int count) {
    float[] values = Draws.normal(name, count * 2, 0, 1);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (sign * mu[i % 2]);
    }
    return harness.input(Shape.of(count, 2), values);
  }

  @Test
  void eachColumnIsPermutedByItself() {
    int rows = 6;
    int columns = 4;
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> permuted =
          Permutation.ofEachColumn(
              harness.tf(),
              harness.input(Shape.of(rows, columns), values),
              harness.noise(1, "permutation"));
      int[] counts = new int[rows];
      int rowsKept = 0;
      for (int step = 0; step < 600; step++) {
        harness.setStep(step);
        float[] actual = harness.run(permuted);
        for (int c = 0; c < columns; c++) {
          int column = c;
          float[] sorted = column(actual, rows, columns, column);
          Arrays.sort(sorted);
          assertArrayEquals(column(values, rows, columns, column), sorted);
        }
        counts[(int) actual[0] / columns]++;
        int row = (int) actual[0] / columns;
        rowsKept +=
            IntStream.range(1, columns).allMatch(c -> (int) actual[c] / columns == row) ? 1 : 0;
      }
      // A row stays together with probability 6⁻³: 2.8 of 600, give or take 1.7.
      assertTrue(rowsKept < 12, "rows that were kept: " + rowsKept);
      for (int count : counts) {
        // 600 draws of probability 1/6: a standard deviation of 9.1.
        assertEquals(100, count, 4 * 9.2);
      }
    }
  }

  private static float[] column(float[] matrix, int rows, int columns, int column) {
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = matrix[row * columns + column];
    }
    return values;
  }

  @Test
  void anOddBatchLeavesItsLastMemberOut() {
    try (GraphHarness harness = new GraphHarness()) {
      Halves halves = Halves.of(harness.tf(), harness.input(Shape.of(5, 1), 1, 2, 3, 4, 5));
      assertArrayEquals(new float[] {1, 2}, harness.run(halves.first()));
      assertArrayEquals(new float[] {3, 4}, harness.run(halves.second()));
    }
  }

  @Test
  void drawsWithoutADerivativeAreRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness binary = SmallVae.binary(harness).objectives(9);
      for (BoundObjective objective :
          List.of(
              factorVae(1, HIDDEN),
              adversarial(HIDDEN),
              new WaeMmd(1, new Kernel.Rbf(1), KlEstimator.CLOSED_FORM),
              new DipVae(DipVae.Variant.I, 1, Optional.of(1.0), KlEstimator.CLOSED_FORM))) {
        String message =
            assertThrows(IllegalArgumentException.class, () -> binary.loss(objective, "noise"))
                .getMessage();
        assertTrue(message.contains("needs draws with a derivative"), message);
      }
    }
  }

  @Test
  void aBatchTooSmallToCompareIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      SmallVae vae = SmallVae.normal(harness);
      ObjectiveScope scope = vae.objectives(9).scope();
      scope.checkBatchSize(SmallVae.BATCH);
      assertEquals(
          "this objective compares the observations of a batch and needs at least 6, but batchSize"
              + " is 5",
          assertThrows(IllegalArgumentException.class, () -> scope.checkBatchSize(6)).getMessage());
    }
  }
}
