package org.lowerbound.objective.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.ImplicitDensity;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.implicit.Gan;
import org.lowerbound.network.Activation;
import org.lowerbound.network.Architecture;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Loss;
import org.lowerbound.optimizer.Adam;
import org.lowerbound.optimizer.Optimizer;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class NonSaturatingTest {
  private static final Architecture LINEAR =
      new Mlp(ImmutableList.of(), Activation.TANH, new GlorotUniform());
  private static final Architecture HIDDEN =
      new Mlp(ImmutableList.of(4), Activation.TANH, new GlorotUniform());
  private static final Optimizer ADAM = new Adam(new ConstantSchedule(1e-3), 0.5, 0.999, 1e-8);

  /** A GAN of real observations in a harness, and the loss of a batch. */
  private static final class Built implements AutoCloseable {
    final GraphHarness harness = new GraphHarness();
    final InputParameters parameters = new InputParameters(harness, 3);
    final ObjectiveHarness objectives;
    final Loss loss;

    Built(Architecture network, int dimension, float... batch) {
      double[] mean = new double[dimension];
      Arrays.fill(mean, 0.25);
      ImplicitDensity model =
          (ImplicitDensity)
              new Gan(2, network)
                  .build(
                      parameters.scope(
                          new ObservedData(
                              Shape.of(dimension),
                              ValueKind.REAL,
                              ImmutableDoubleArray.copyOf(mean))));
      objectives =
          new ObjectiveHarness(
              harness,
              model,
              harness.input(Shape.of(batch.length / dimension, dimension), batch),
              100);
      loss = objectives.loss(new NonSaturating(new DiscriminatorSpec(network, ADAM)));
    }

    Operand<TFloat32> surrogate(ParameterGroup group) {
      return ObjectiveHarness.surrogate(loss, group);
    }

    @Override
    public void close() {
      harness.close();
    }
  }

  @Test
  void theLossesAreTheCrossEntropiesOfTheGame() {
    // g(z) = z₁ + 0.5, and the logit is 2 x − 1: −log D(g(z)) = softplus(−2 z₁), with an
    // expectation by the trapezoidal rule.
    int count = 20_000;
    float[] batch = Draws.normal("batch", count, 1, 0.5);
    try (Built built = new Built(LINEAR, 1, batch)) {
      built.harness.set(built.parameters.byName().get("generator.x.weights"), 1, 0);
      built.harness.set(built.parameters.byName().get("generator.x.bias"), 0.5f);
      Map<String, Operand<TFloat32>> own = built.objectives.parameters().byName();
      built.harness.set(own.get("discriminator.logit.weights"), 2);
      built.harness.set(own.get("discriminator.logit.bias"), -1);
      double expected = 0;
      double squares = 0;
      double step = 1e-3;
      for (double z = -10; z < 10; z += step) {
        double softplus = Math.log1p(Math.exp(-2 * z));
        double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * step;
        expected += density * softplus;
        squares += density * softplus * softplus;
      }
      double error = Math.sqrt((squares - expected * expected) / count);
      double notPassed = built.harness.scalar(built.surrogate(ParameterGroup.DECODER));
      new MonteCarlo(notPassed, error).assertExpectation(expected, "−log D(g(z))");
      assertEquals(
          notPassed, built.harness.scalar(built.loss.metrics().get("generator-cross-entropy")));

      // Of the draws −log (1 − D) = softplus(2 z₁), with the same expectation.
      double ofReal = 0;
      for (float x : batch) {
        ofReal += Math.log1p(Math.exp(-(2 * x - 1))) / count;
      }
      double crossEntropy = built.harness.scalar(built.surrogate(ParameterGroup.OBJECTIVE));
      new MonteCarlo(crossEntropy, error / 2)
          .assertExpectation((ofReal + expected) / 2, "cross-entropy of the discriminator");
      double right = 0;
      for (float x : batch) {
        right += x > 0.5 ? 1.0 / count : 0;
      }
      // Half of the draws are below 0.5, where the logit is negative.
      new MonteCarlo(
              built.harness.scalar(built.loss.metrics().get("discriminator-accuracy")),
              0.25 / Math.sqrt(count))
          .assertExpectation((right + 0.5) / 2, "accuracy");
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferencesAndNoneGoesToTheOtherPlayer() {
    float[] batch = Draws.normal("batch", 10, 1, 0.5);
    try (Built built = new Built(HIDDEN, 2, batch)) {
      assertEquals(1, built.loss.turns().size());
      assertEquals(
          ImmutableList.of(ParameterGroup.MODEL, ImmutableSet.of(ParameterGroup.OBJECTIVE)),
          built.loss.turns().get(0).descents().stream()
              .map(descent -> descent.groups())
              .collect(ImmutableList.toImmutableList()));
      assertTrue(!built.loss.reported().containsKey(Loss.BOUND));
      Map<String, Operand<TFloat32>> generator = Map.copyOf(built.parameters.byName());
      assertGradients(built, ParameterGroup.DECODER, generator);
      assertGradients(built, ParameterGroup.OBJECTIVE, built.objectives.parameters().byName());
      generator.forEach(
          (name, parameter) -> {
            float[] leak =
                built.harness.run(
                    built.harness.gradient(built.surrogate(ParameterGroup.OBJECTIVE), parameter));
            assertArrayEquals(new float[leak.length], leak, name);
          });
    }
  }

  private static void assertGradients(
      Built built, ParameterGroup group, Map<String, Operand<TFloat32>> parameters) {
    parameters.forEach(
        (name, parameter) -> {
          double[] expected =
              FiniteDifferences.gradient(built.harness, built.surrogate(group), parameter);
          float[] actual =
              built.harness.run(built.harness.gradient(built.surrogate(group), parameter));
          for (int i = 0; i < actual.length; i++) {
            assertEquals(expected[i], actual[i], 1e-4, name);
          }
        });
  }

  @Test
  void aModelWithoutADerivativeOfItsDrawsIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      SmallVae vae = SmallVae.normal(harness);
      NonSaturating objective = new NonSaturating(new DiscriminatorSpec(HIDDEN, ADAM));
      String message =
          assertThrows(IllegalArgumentException.class, () -> vae.objectives(9).loss(objective))
              .getMessage();
      assertTrue(message.contains("gan"), message);
    }
  }
}
