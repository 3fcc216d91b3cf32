package org.lowerbound.objective.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.network.ParameterGroup.DECODER;
import static org.lowerbound.network.ParameterGroup.ENCODER;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.data.ValueKind;
import org.lowerbound.model.Corruption;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LikelihoodFamily;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.Vae;
import org.lowerbound.model.likelihood.BernoulliLikelihood;
import org.lowerbound.model.likelihood.NormalLikelihood;
import org.lowerbound.model.likelihood.OutputBias;
import org.lowerbound.model.likelihood.Scale;
import org.lowerbound.model.posterior.DiagonalNormalPosterior;
import org.lowerbound.model.posterior.ScaleLink;
import org.lowerbound.model.prior.StandardNormalPrior;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Surrogate;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.LinearGaussianTerms;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Gradients of the losses with respect to all parameters, with common random numbers. */
final class GradientsTest {
  private static final int BATCH = 3;
  private static final int DIMENSION = 4;

  /** A loss of order 10 is rounded to 10⁻⁶; a difference multiplies this by 100. */
  private static final double ROUNDING = 3e-4;

  private static final GradientEstimator PATHWISE = new ReparameterizedGradient();

  static List<BoundObjective> objectives() {
    return List.of(
        new Elbo(new ConstantSchedule(1), 1, KlEstimator.CLOSED_FORM, PATHWISE),
        new Elbo(new ConstantSchedule(0.5), 2, KlEstimator.CLOSED_FORM, PATHWISE),
        new Elbo(new ConstantSchedule(4), 3, KlEstimator.MONTE_CARLO, PATHWISE),
        new Iwae(1, PATHWISE),
        new Iwae(4, PATHWISE),
        new Miwae(2, 3, PATHWISE),
        new Piwae(2, 3, PATHWISE),
        new Ciwae(new ConstantSchedule(0.3), 4, PATHWISE),
        new Renyi(0.5, 4, PATHWISE),
        new Renyi(1.01, 4, PATHWISE),
        new Renyi(2, 4, PATHWISE),
        new Renyi(-1, 4, PATHWISE),
        new Jackknife(1, 4, false, PATHWISE),
        new Jackknife(1, 4, true, PATHWISE),
        new Jackknife(2, 4, false, PATHWISE));
  }

  private static Vae vae(LikelihoodFamily likelihood) {
    Mlp mlp = new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform());
    return new Vae(
        2,
        mlp,
        new DiagonalNormalPosterior(ScaleLink.EXP),
        new StandardNormalPrior(),
        mlp,
        likelihood,
        new Corruption.None());
  }

  private static void check(
      BoundObjective objective, LikelihoodFamily likelihood, ValueKind kind, float[] observations) {
    try (GraphHarness harness = new GraphHarness()) {
      InputParameters parameters = new InputParameters(harness, 2);
      ObservedData observed =
          new ObservedData(Shape.of(DIMENSION), kind, ImmutableDoubleArray.of(0.3, 0.5, 0.6, 0.7));
      Operand<TFloat32> x = harness.input(Shape.of(BATCH, DIMENSION), observations);
      LatentVariableModel model =
          (LatentVariableModel) vae(likelihood).build(parameters.scope(observed));
      Loss loss = new ObjectiveHarness(harness, model, x, BATCH).loss(objective, "noise");
      ImmutableSet<ParameterGroup> groups = Sets.immutableEnumSet(ENCODER, DECODER);
      for (Surrogate surrogate : loss.turns().get(0).descents().get(0).surrogates()) {
        Surrogate learned = surrogate.restrictedTo(groups); // The prior here has no parameters.
        List<String> names =
            learned.groups().stream().flatMap(group -> parameters.names(group).stream()).toList();
        // The jackknife of K = 4 and m = 2 has the coefficients 8, −9 and 2.
        double rounding = objective instanceof Jackknife ? 19 * ROUNDING : ROUNDING;
        checkSurrogate(harness, parameters, learned.value(), names, rounding);
        groups = Sets.difference(groups, learned.groups()).immutableCopy();
      }
      assertEquals(ImmutableSet.of(), groups, "every parameter moves");
    }
  }

  private static void checkSurrogate(
      GraphHarness harness,
      InputParameters parameters,
      Operand<TFloat32> surrogate,
      List<String> names,
      double rounding) {
    double largest = 0;
    List<Operand<TFloat32>> inputs = names.stream().map(parameters.byName()::get).toList();
    List<float[]> gradients = harness.run(harness.gradients(surrogate, inputs));
    for (int p = 0; p < inputs.size(); p++) {
      float[] actual = gradients.get(p);
      double[] expected = FiniteDifferences.gradient(harness, surrogate, inputs.get(p));
      for (int i = 0; i < actual.length; i++) {
        assertEquals(expected[i], actual[i], rounding * (1 + Math.abs(expected[i])), names.get(p));
        largest = Math.max(largest, Math.abs(expected[i]));
      }
    }
    assertTrue(largest > 0.1, "gradients that could not be told from 0");
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void agreeWithFiniteDifferencesOnBinaryData(BoundObjective objective) {
    check(
        objective,
        new BernoulliLikelihood(false, OutputBias.DATA_MEAN),
        ValueKind.BINARY,
        Draws.bits("x", BATCH * DIMENSION));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void agreeWithFiniteDifferencesOnRealData(BoundObjective objective) {
    check(
        objective,
        new NormalLikelihood(new Scale.Learned(0.9), OutputBias.DATA_MEAN),
        ValueKind.REAL,
        Draws.normal("x", BATCH * DIMENSION, 0, 1));
  }

  @Test
  void agreeWithFiniteDifferencesForAScaleOfEachObservation() {
    check(
        new Iwae(4, PATHWISE),
        new NormalLikelihood(new Scale.PerObservation(2), OutputBias.DATA_MEAN),
        ValueKind.REAL,
        Draws.normal("x", BATCH * DIMENSION, 0, 1));
  }

  @Test
  void theLargestLogWeightHasTheGradientOfTheDrawThatHasIt() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(1.5, 0.3, BATCH);
    try (LinearGaussianTerms terms = new LinearGaussianTerms(graph, 1, 2)) {
      terms.harness().setStep(step(terms));
      Operand<TFloat32> surrogate = terms.inference(new VrMax(2, PATHWISE));
      checkSurrogate(
          terms.harness(),
          terms.parameters(),
          surrogate,
          List.copyOf(terms.parameters().byName().keySet()),
          ROUNDING);
    }
  }

  /** Returns a step where no difference moves another draw to the top: the maximum has a kink. */
  private static int step(LinearGaussianTerms terms) {
    for (int step = 0; step < 1000; step++) {
      terms.harness().setStep(step);
      if (Arrays.stream(terms.logWeights()).allMatch(w -> Math.abs(w[0] - w[1]) > 1.5)) {
        return step;
      }
    }
    throw new AssertionError("no step has log-weights that are far enough apart");
  }
}
