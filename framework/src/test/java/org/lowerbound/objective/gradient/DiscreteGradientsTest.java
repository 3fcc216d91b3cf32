package org.lowerbound.objective.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.Activation;
import org.lowerbound.network.GlorotUniform;
import org.lowerbound.network.Mlp;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.Surrogate;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.bound.VrMax;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.BinaryVae;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GradientDraws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.HostBounds;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Estimators for binary latents against gradients of sums over all latents. */
final class DiscreteGradientsTest {
  private static final int COPIES = 500;
  private static final int STEPS = 30;
  private static final double BETA = 0.5;

  private static final ImmutableMap<String, GradientEstimator> ESTIMATORS =
      ImmutableMap.of(
          "no baseline",
          new ScoreFunction(new Baseline.None()),
          "running",
          new ScoreFunction(new RunningBaseline(0.8, false)),
          "learned",
          new ScoreFunction(learned()),
          "vimco",
          new Vimco());

  private static LearnedBaseline learned() {
    return new LearnedBaseline(
        new Mlp(ImmutableList.of(3), Activation.TANH, new GlorotUniform()),
        new RunningBaseline(0.8, false));
  }

  /** An objective with any estimator, and what it is the expectation of. */
  private record Family(
      String name,
      int draws,
      Function<GradientEstimator, BoundObjective> objective,
      BinaryVae.Reduction reduction) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Family> objectives() {
    return Stream.of(
        elbo(1, KlEstimator.CLOSED_FORM),
        elbo(1, KlEstimator.MONTE_CARLO),
        elbo(2, KlEstimator.CLOSED_FORM),
        elbo(2, KlEstimator.MONTE_CARLO),
        new Family("iwae 1", 1, g -> new Iwae(1, g), DiscreteGradientsTest::iwae),
        new Family("iwae 2", 2, g -> new Iwae(2, g), DiscreteGradientsTest::iwae),
        new Family(
            "vr-max 2",
            2,
            g -> new VrMax(2, g),
            (likelihoods, ratios) -> HostBounds.largest(logWeights(likelihoods, ratios))));
  }

  private static Family elbo(int draws, KlEstimator kl) {
    return new Family(
        "elbo " + draws + ", " + kl,
        draws,
        g -> new Elbo(new ConstantSchedule(BETA), draws, kl, g),
        (likelihoods, ratios) -> HostBounds.elbo(likelihoods) - BETA * HostBounds.elbo(ratios));
  }

  private static double[] logWeights(double[] likelihoods, double... ratios) {
    double[] weights = new double[ratios.length];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = likelihoods[k] - ratios[k];
    }
    return weights;
  }

  private static double iwae(double[] likelihoods, double... ratios) {
    return HostBounds.iwae(logWeights(likelihoods, ratios));
  }

  private static Loss loss(
      GraphHarness harness, ObjectiveHarness objectives, BoundObjective objective) {
    Loss loss = objectives.loss(objective, "noise");
    // A running mean near the bound, as in the midst of a training.
    Operand<TFloat32> mean = objectives.states().get("baseline.mean");
    if (mean != null) {
      harness.set(mean, -3);
    }
    return loss;
  }

  private static ObjectiveHarness objectives(GraphHarness harness, BinaryVae vae) {
    return new ObjectiveHarness(harness, vae.model(), vae.observations(), COPIES);
  }

  private static double[] exactGradient(Family family, Map<String, double[]> values, String name) {
    double[] gradient = new double[values.get(name).length];
    for (int i = 0; i < gradient.length; i++) {
      int moved = i;
      gradient[i] =
          FiniteDifferences.derivative(
              x -> {
                Map<String, double[]> at = new LinkedHashMap<>(values);
                double[] parameter = values.get(name).clone();
                parameter[moved] = x;
                at.put(name, parameter);
                return BinaryVae.expectation(at, family.draws(), family.reduction());
              },
              values.get(name)[i]);
    }
    return gradient;
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void gradientsHaveTheExpectationOfTheSum(Family family) {
    try (GraphHarness harness = new GraphHarness()) {
      BinaryVae vae = new BinaryVae(harness, COPIES);
      List<Operand<TFloat32>> nodes = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      List<double[]> expected = new ArrayList<>();
      ESTIMATORS.forEach(
          (label, estimator) -> {
            if (label.equals("vimco") && family.draws() == 1) {
              return;
            }
            Loss loss =
                loss(harness, objectives(harness, vae), family.objective().apply(estimator));
            for (ParameterGroup group : ParameterGroup.MODEL) {
              for (String name : vae.parameters().names(group)) {
                nodes.add(
                    harness.gradient(
                        ObjectiveHarness.surrogate(loss, group),
                        vae.parameters().byName().get(name)));
                labels.add(family + ", " + label + ", " + name);
                expected.add(exactGradient(family, vae.values(), name));
              }
            }
          });
      GradientDraws draws = GradientDraws.of(harness, STEPS, nodes);
      for (int n = 0; n < nodes.size(); n++) {
        for (int i = 0; i < expected.get(n).length; i++) {
          MonteCarlo mean = draws.mean(n, i);
          // The rounding of a sum over the copies in 32-bit floats does not average out.
          double allowed = MonteCarlo.ALLOWED_STANDARD_ERRORS * mean.standardError() + 1e-5;
          double error = Math.abs(mean.mean() + expected.get(n)[i]); // The bound is maximised.
          assertTrue(
              error < allowed,
              labels.get(n) + ", " + i + ": " + mean + ", expected " + -expected.get(n)[i]);
        }
      }
      assertTrue(labels.stream().anyMatch(label -> label.endsWith("prior.logits")));
    }
  }

  @Test
  void reportedBoundsHaveTheExpectationOfTheSum() {
    try (GraphHarness harness = new GraphHarness()) {
      BinaryVae vae = new BinaryVae(harness, COPIES);
      BinaryVae.Reduction elbo =
          (likelihoods, ratios) -> HostBounds.elbo(logWeights(likelihoods, ratios));
      GradientEstimator estimator = new ScoreFunction(new Baseline.None());
      List<Loss> losses =
          objectives()
              .map(
                  family -> objectives(harness, vae).loss(family.objective().apply(estimator), "b"))
              .toList();
      GradientDraws draws =
          GradientDraws.of(harness, STEPS, losses.stream().map(Loss::bound).toList());
      double one = BinaryVae.expectation(vae.values(), 1, elbo);
      double two = BinaryVae.expectation(vae.values(), 2, DiscreteGradientsTest::iwae);
      double[] expected = {one, one, one, one, one, two, two};
      for (int i = 0; i < expected.length; i++) {
        draws.mean(i, 0).assertExpectation(expected[i], "objective " + i);
      }
    }
  }

  @Test
  void aBaselineLowersTheVariance() {
    try (GraphHarness harness = new GraphHarness()) {
      BinaryVae vae = new BinaryVae(harness, COPIES);
      List<Operand<TFloat32>> nodes = new ArrayList<>();
      for (GradientEstimator estimator :
          List.of(
              new ScoreFunction(new Baseline.None()),
              new ScoreFunction(new RunningBaseline(0.8, false)),
              new Vimco())) {
        Loss loss = loss(harness, objectives(harness, vae), new Iwae(2, estimator));
        nodes.add(
            harness.gradient(
                ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER),
                vae.parameters().byName().get("encoder.logits.bias")));
      }
      GradientDraws draws = GradientDraws.of(harness, 100, nodes);
      // A signal of about −3 becomes one that varies by less than 1 around 0.
      assertTrue(draws.variance(1) < draws.variance(0) / 4);
      assertTrue(draws.variance(2) < draws.variance(0) / 4);
    }
  }

  @Test
  void drawsWithoutADerivativeAreRefusedByWhatNeedsOne() {
    ImmutableMap<String, GradientEstimator> needing =
        ImmutableMap.of(
            "reparameterized",
            new ReparameterizedGradient(),
            "stl",
            new StickingTheLanding(),
            "dreg",
            new DoublyReparameterized(),
            "rws-dreg",
            new DoublyReparameterizedWakeWake());
    try (GraphHarness harness = new GraphHarness()) {
      BinaryVae vae = new BinaryVae(harness, 2);
      needing.forEach(
          (name, estimator) ->
              assertEquals(
                  "the gradient \""
                      + name
                      + "\" needs draws with a derivative, but the posterior bernoulli has none;"
                      + " \"score-function\" and \"vimco\" work",
                  assertThrows(
                          IllegalArgumentException.class,
                          () -> objectives(harness, vae).loss(new Iwae(2, estimator), "noise"))
                      .getMessage()));
    }
  }

  @Test
  void wakeWakeNeedsNoDerivativeOfTheDraws() {
    try (GraphHarness harness = new GraphHarness()) {
      BinaryVae vae = new BinaryVae(harness, 5);
      int samples = 1000;
      Loss loss = objectives(harness, vae).loss(new Iwae(samples, new WakeWake()), "noise");
      GradientDraws draws =
          GradientDraws.of(
              harness,
              STEPS,
              List.of(
                  harness.gradient(
                      ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER),
                      vae.parameters().byName().get("encoder.logits.bias"))));
      // E_{p(z|x)} ∇ log q = E_{p(z|x)} z − σ(l), as a ratio of sums over z.
      Map<String, double[]> values = vae.values();
      double evidence = BinaryVae.expectation(values, 1, (l, r) -> Math.exp(logWeights(l, r)[0]));
      for (int i = 0; i < 2; i++) {
        int latent = i;
        double gradient =
            FiniteDifferences.derivative(
                    x -> {
                      // ∇ log q(z) under weights p(z | x) / q(z) that are held where they are:
                      // the derivative of −Σ p log q, by q's expectation of w at the moved logit.
                      Map<String, double[]> at = new LinkedHashMap<>(values);
                      double[] bias = values.get("encoder.logits.bias").clone();
                      bias[latent] = x;
                      at.put("encoder.logits.bias", bias);
                      return BinaryVae.expectation(
                          at, 1, (l, r) -> Math.exp(logWeights(l, r)[0]) * -logWeights(l, r)[0]);
                    },
                    values.get("encoder.logits.bias")[i])
                / evidence;
        // Σ q w (−log w) = Σ p(x, z) (log q − log p(x, z)): only log q moves with the encoder.
        MonteCarlo mean = draws.mean(0, i);
        double error = Math.abs(mean.mean() + gradient);
        double bias = 3.0 / samples; // Of self-normalised weights.
        assertTrue(
            error < bias + MonteCarlo.ALLOWED_STANDARD_ERRORS * mean.standardError(),
            i + ": " + mean + ", expected " + -gradient);
        assertTrue(Math.abs(gradient) > 5 * bias, "a gradient that can be told from 0");
      }
    }
  }

  @Test
  void aLearnedBaselineFollowsTheSignalAndNothingElse() {
    try (GraphHarness harness = new GraphHarness()) {
      BinaryVae vae = new BinaryVae(harness, 20);
      ObjectiveHarness objectives = objectives(harness, vae);
      Loss loss = loss(harness, objectives, new Iwae(2, new ScoreFunction(learned())));
      Operand<TFloat32> baseline = ObjectiveHarness.surrogate(loss, ParameterGroup.OBJECTIVE);
      ImmutableList<Operand<TFloat32>> own =
          ImmutableList.copyOf(objectives.parameters().byName().values());
      assertEquals(4, own.size()); // Weights and biases of a hidden layer and of the value.
      List<float[]> gradients = harness.run(harness.gradients(baseline, own));
      for (int p = 0; p < own.size(); p++) {
        double[] expected = FiniteDifferences.gradient(harness, baseline, own.get(p));
        for (int i = 0; i < expected.length; i++) {
          assertEquals(expected[i], gradients.get(p)[i], 3e-4 * (1 + Math.abs(expected[i])));
        }
      }
      List<Operand<TFloat32>> crossed = new ArrayList<>();
      for (Operand<TFloat32> parameter : vae.parameters().byName().values()) {
        crossed.add(harness.gradient(baseline, parameter));
      }
      for (Surrogate surrogate : loss.turns().get(0).descents().get(0).surrogates()) {
        if (!surrogate.groups().contains(ParameterGroup.OBJECTIVE)) {
          crossed.addAll(harness.gradients(surrogate.value(), own));
        }
      }
      for (float[] values : harness.run(crossed)) {
        for (float value : values) {
          assertEquals(0f, value);
        }
      }
    }
  }
}
