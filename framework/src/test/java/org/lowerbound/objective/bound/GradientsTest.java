package org.lowerbound.objective.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.BernoulliLikelihood;
import org.lowerbound.model.DiagonalNormalPosterior;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.NormalLikelihood;
import org.lowerbound.model.NormalScale;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.OutputBias;
import org.lowerbound.model.StandardNormalPrior;
import org.lowerbound.model.Vae;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Objective;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Gradients of the losses with respect to all parameters, with common random numbers. */
final class GradientsTest {
  private static final int BATCH = 3;
  private static final int DIMENSION = 4;

  private static final GradientEstimator PATHWISE = new ReparameterizedGradient();

  static List<Objective> objectives() {
    return List.of(
        new Elbo(new ConstantSchedule(1), 1, KlEstimator.CLOSED_FORM, PATHWISE),
        new Elbo(new ConstantSchedule(0.5), 2, KlEstimator.CLOSED_FORM, PATHWISE),
        new Elbo(new ConstantSchedule(4), 3, KlEstimator.MONTE_CARLO, PATHWISE),
        new Iwae(1, PATHWISE),
        new Iwae(4, PATHWISE));
  }

  private static Vae vae(LikelihoodFamily likelihood) {
    Mlp mlp = new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform());
    return new Vae(
        2, mlp, new DiagonalNormalPosterior(), new StandardNormalPrior(), mlp, likelihood);
  }

  private static void check(
      Objective objective, LikelihoodFamily likelihood, ValueKind kind, float[] observations) {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 2);
      ObservedData observed =
          new ObservedData(Shape.of(DIMENSION), kind, ImmutableDoubleArray.of(0.3, 0.5, 0.6, 0.7));
      Operand<TFloat32> x = harness.input(Shape.of(BATCH, DIMENSION), observations);
      LatentVariableModel model = vae(likelihood).build(parameters, observed);
      Operand<TFloat32> loss =
          ObjectiveHarness.surrogate(
              new ObjectiveHarness(harness, model, x, BATCH).loss(objective, "noise"),
              ParameterGroup.ENCODER);
      double largest = 0;
      List<String> names = List.copyOf(parameters.byName().keySet());
      List<Operand<TFloat32>> inputs = names.stream().map(parameters.byName()::get).toList();
      List<float[]> gradients = harness.run(harness.gradients(loss, inputs));
      for (int p = 0; p < inputs.size(); p++) {
        float[] actual = gradients.get(p);
        double[] expected = FiniteDifferences.gradient(harness, loss, inputs.get(p));
        for (int i = 0; i < actual.length; i++) {
          // The loss is of order 10 and rounded to 10⁻⁶; a difference multiplies this by 100.
          assertEquals(expected[i], actual[i], 3e-4 * (1 + Math.abs(expected[i])), names.get(p));
          largest = Math.max(largest, Math.abs(expected[i]));
        }
      }
      assertTrue(largest > 0.1, "gradients that could not be told from 0");
    }
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void agreeWithFiniteDifferencesOnBinaryData(Objective objective) {
    check(
        objective,
        new BernoulliLikelihood(false, OutputBias.DATA_MEAN),
        ValueKind.BINARY,
        Draws.bits("x", BATCH * DIMENSION));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void agreeWithFiniteDifferencesOnRealData(Objective objective) {
    check(
        objective,
        new NormalLikelihood(new NormalScale.Learned(0.9), OutputBias.DATA_MEAN),
        ValueKind.REAL,
        Draws.normal("x", BATCH * DIMENSION, 0, 1));
  }

  @Test
  void agreeWithFiniteDifferencesForAScaleOfEachObservation() {
    check(
        new Iwae(4, PATHWISE),
        new NormalLikelihood(new NormalScale.PerObservation(2), OutputBias.DATA_MEAN),
        ValueKind.REAL,
        Draws.normal("x", BATCH * DIMENSION, 0, 1));
  }
}
