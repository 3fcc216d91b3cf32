package org.lowerbound.objective.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.schedule.LinearSchedule;
import org.lowerbound.schedule.Span;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Bounds on the linear-Gaussian model, whose log p(x) and posterior are known. */
final class BoundsTest {
  private static final int OBSERVATIONS = 20;

  /**
   * Log-densities of order 10 that cancel to the bound, each a sum of a few terms with a relative
   * rounding of 10⁻⁷.
   */
  private static final double FLOAT_ROUNDING = 3e-5;

  private static Elbo elbo(double beta, int samples, KlEstimator kl) {
    return new Elbo(new ConstantSchedule(beta), samples, kl, new ReparameterizedGradient());
  }

  private static Iwae iwae(int samples) {
    return new Iwae(samples, new ReparameterizedGradient());
  }

  private static Loss build(
      GraphHarness harness, LinearGaussianGraph graph, BoundObjective objective, String stream) {
    return objectives(harness, graph, graph.build(harness)).loss(objective, stream);
  }

  private static ObjectiveHarness objectives(
      GraphHarness harness, LinearGaussianGraph graph, LatentVariableModel model) {
    return new ObjectiveHarness(harness, model, graph.observations(harness), OBSERVATIONS);
  }

  private static Operand<TFloat32> surrogate(Loss loss) {
    return ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER);
  }

  private static double[] valuesOverSteps(
      GraphHarness harness, Operand<TFloat32> scalar, int steps) {
    double[] values = new double[steps];
    for (int step = 0; step < steps; step++) {
      harness.setStep(step);
      values[step] = harness.scalar(scalar);
    }
    return values;
  }

  @Test
  void underTheExactPosteriorEveryDrawGivesTheEvidence() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(OBSERVATIONS);
    double expected = LinearGaussianGraph.mean(graph.logEvidence());
    for (BoundObjective objective :
        List.of(
            iwae(1),
            iwae(5),
            iwae(50),
            elbo(1, 1, KlEstimator.MONTE_CARLO),
            elbo(1, 3, KlEstimator.MONTE_CARLO))) {
      try (GraphHarness harness = new GraphHarness()) {
        Loss loss = build(harness, graph, objective, "noise");
        for (int step = 0; step < 3; step++) {
          harness.setStep(step);
          assertEquals(
              expected, harness.scalar(loss.bound()), FLOAT_ROUNDING, objective.toString());
        }
      }
    }
  }

  @Test
  void underTheExactPosteriorTheClosedFormGivesTheEvidenceOnAverage() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(OBSERVATIONS);
    double expected = LinearGaussianGraph.mean(graph.logEvidence());
    for (int samples : new int[] {1, 3}) {
      try (GraphHarness harness = new GraphHarness()) {
        Loss loss = build(harness, graph, elbo(1, samples, KlEstimator.CLOSED_FORM), "noise");
        MonteCarlo.of(valuesOverSteps(harness, loss.bound(), 400))
            .assertExpectation(expected, "ELBO, L = " + samples);
      }
    }
  }

  @Test
  void underAWrongPosteriorTheElboMissesTheEvidenceByTheDivergence() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS);
    double expected = LinearGaussianGraph.mean(graph.logEvidence()) - graph.gap();
    for (KlEstimator kl : KlEstimator.values()) {
      for (int samples : new int[] {1, 3}) {
        try (GraphHarness harness = new GraphHarness()) {
          Loss loss = build(harness, graph, elbo(1, samples, kl), "noise");
          MonteCarlo.of(valuesOverSteps(harness, loss.bound(), 400))
              .assertExpectation(expected, kl + ", L = " + samples);
        }
      }
    }
  }

  @Test
  void boundsRiseWithTheNumberOfDrawsAndStayBelowTheEvidence() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS);
    int steps = 300;
    double[][] bounds = new double[4][];
    int[] draws = {1, 2, 10, 50};
    try (GraphHarness harness = new GraphHarness()) {
      for (int i = 0; i < draws.length; i++) {
        Loss loss = build(harness, graph, iwae(draws[i]), "noise " + draws[i]);
        bounds[i] = valuesOverSteps(harness, loss.bound(), steps);
      }
    }
    MonteCarlo.of(bounds[0])
        .assertExpectation(LinearGaussianGraph.mean(graph.logEvidence()) - graph.gap(), "IWAE(1)");
    for (int i = 1; i < draws.length; i++) {
      double[] rise = new double[steps];
      for (int step = 0; step < steps; step++) {
        rise[step] = bounds[i][step] - bounds[i - 1][step];
      }
      MonteCarlo.of(rise).assertAbove(0, "rise to K = " + draws[i]);
    }
    double[] rest = new double[steps];
    for (int step = 0; step < steps; step++) {
      rest[step] = LinearGaussianGraph.mean(graph.logEvidence()) - bounds[3][step];
    }
    MonteCarlo.of(rest).assertAbove(0, "log p(x) - IWAE(50)");
  }

  @Test
  void importanceWeightsAreUnbiasedForTheEvidence() {
    // E[w] = p(x) whatever the posterior: what theorem 1 of Burda et al. rests on.
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.5, 0.2, 2);
    int draws = 40_000;
    try (GraphHarness harness = new GraphHarness()) {
      BoundTerms terms =
          graph
              .build(harness)
              .terms(
                  harness.tf(),
                  graph.observations(harness),
                  harness.noise(1, "w"),
                  draws,
                  Pass.evaluation());
      float[] logWeights = harness.run(terms.logWeight(harness.tf()));
      double[] logEvidence = graph.logEvidence();
      for (int b = 0; b < 2; b++) {
        double[] ratios = new double[draws];
        for (int k = 0; k < draws; k++) {
          ratios[k] = Math.exp(logWeights[2 * k + b] - logEvidence[b]);
        }
        MonteCarlo.of(ratios).assertExpectation(1, "w / p(x)");
      }
    }
  }

  @Test
  void oneImportanceWeightedDrawIsTheMonteCarloElbo() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS);
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> iwae = build(harness, graph, iwae(1), "same").bound();
      Operand<TFloat32> elbo =
          build(harness, graph, elbo(1, 1, KlEstimator.MONTE_CARLO), "same").bound();
      for (int step = 0; step < 5; step++) {
        harness.setStep(step);
        assertEquals(harness.scalar(elbo), harness.scalar(iwae), FLOAT_ROUNDING);
      }
    }
  }

  @Test
  void theBoundOfTheObjectiveIsThePerExampleMeanOfLogMeanExp() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS);
    int draws = 7;
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel model = graph.build(harness);
      BoundTerms terms =
          model.terms(
              harness.tf(),
              graph.observations(harness),
              harness.noise(1, "noise"),
              draws,
              Pass.evaluation());
      Loss loss = objectives(harness, graph, model).loss(iwae(draws), terms);
      float[] logWeights = harness.run(terms.logWeight(harness.tf()));
      double expected = 0;
      for (int b = 0; b < OBSERVATIONS; b++) {
        double sum = 0;
        for (int k = 0; k < draws; k++) {
          sum += Math.exp(logWeights[k * OBSERVATIONS + b]);
        }
        expected += Math.log(sum / draws) / OBSERVATIONS;
      }
      assertEquals(expected, harness.scalar(loss.bound()), FLOAT_ROUNDING);
      assertEquals(-expected, harness.scalar(surrogate(loss)), FLOAT_ROUNDING);
    }
  }

  @Test
  void betaWeighsTheRateInTheSurrogateAndNotInTheBound() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS);
    for (KlEstimator kl : KlEstimator.values()) {
      for (double beta : new double[] {0, 0.25, 1, 4}) {
        try (GraphHarness harness = new GraphHarness()) {
          Loss loss = build(harness, graph, elbo(beta, 2, kl), "noise");
          float rate = harness.scalar(loss.metrics().get("rate"));
          float distortion = harness.scalar(loss.metrics().get("distortion"));
          assertEquals(-distortion - rate, harness.scalar(loss.bound()), FLOAT_ROUNDING);
          assertEquals(distortion + beta * rate, harness.scalar(surrogate(loss)), FLOAT_ROUNDING);
          assertEquals(2, loss.metrics().size(), "the objective's own figures, by their names");
        }
      }
    }
  }

  @Test
  void aMissingClosedFormIsAnErrorThatOffersTheEstimate() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(2);
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel model = graph.build(harness, new KlRegistry.Builder().build());
      BoundTerms terms =
          model.terms(
              harness.tf(),
              graph.observations(harness),
              harness.noise(1, "noise"),
              1,
              Pass.evaluation());
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  objectives(harness, graph, model)
                      .loss(elbo(1, 1, KlEstimator.CLOSED_FORM), terms));
      assertEquals(
          "KL(diagonal-normal ‖ diagonal-normal) has no closed form here; \"kl\": \"monte-carlo\""
              + " works",
          error.getMessage());
      Loss loss =
          objectives(harness, graph, model).loss(elbo(1, 1, KlEstimator.MONTE_CARLO), terms);
      assertEquals(
          LinearGaussianGraph.mean(graph.logEvidence()),
          harness.scalar(loss.bound()),
          FLOAT_ROUNDING);
    }
  }

  @Test
  void samplesArePositive() {
    assertEquals(
        "samples must be positive but is 0",
        assertThrows(IllegalArgumentException.class, () -> iwae(0)).getMessage());
    assertEquals(
        "samples must be positive but is -1",
        assertThrows(IllegalArgumentException.class, () -> elbo(1, -1, KlEstimator.CLOSED_FORM))
            .getMessage());
  }

  private static void assertRejected(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void weightsOfTheRateAreRefusedBeforeTraining() {
    GradientEstimator pathwise = new ReparameterizedGradient();
    Span over = Span.ofSteps(10);
    assertRejected(
        "beta must be finite and not negative but is -0.5",
        () -> elbo(-0.5, 1, KlEstimator.CLOSED_FORM));
    assertRejected(
        "beta must be finite and not negative but is 1.0E300",
        () -> elbo(1e300, 1, KlEstimator.CLOSED_FORM));
    assertRejected(
        "beta must lie in [0, 1] but is 1.5",
        () -> new Ciwae(new LinearSchedule(0, 1.5, over), 4, pathwise));
    assertRejected(
        "beta must lie in [0, 1] but is -0.1",
        () -> new Ciwae(new ConstantSchedule(-0.1), 4, pathwise));
  }

  @Test
  void ordersThatGiveNoNumberAreRefused() {
    GradientEstimator pathwise = new ReparameterizedGradient();
    for (double alpha : new double[] {1e39, -1e39, 1e7, Double.NEGATIVE_INFINITY, Double.NaN}) {
      assertRejected(
          "alpha must be in [-1000000, 1000000] but is "
              + alpha
              + "; \"vr-max\" is the limit at minus infinity",
          () -> new Renyi(alpha, 4, pathwise));
    }
    assertRejected(
        "order must be in [0, 4), below the number of samples, but is 4",
        () -> new Jackknife(4, 4, false, pathwise));
    assertRejected(
        "a jackknife of order 3 on 50 samples takes more than 5000 subsets; a lower order or fewer"
            + " samples work",
        () -> new Jackknife(3, 50, false, pathwise));
    assertRejected(
        "outer * samples must be at most 1000000 but is 1000000 * 1000000",
        () -> new Miwae(1_000_000, 1_000_000, pathwise));
  }

  @Test
  void theClosedFormIsTakenWhereThereIsOne() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(2);
    try (GraphHarness harness = new GraphHarness()) {
      for (boolean known : new boolean[] {true, false}) {
        KlRegistry registry = known ? ClosedFormKls.registry() : new KlRegistry.Builder().build();
        BoundTerms terms =
            graph
                .build(harness, registry)
                .terms(
                    harness.tf(),
                    graph.observations(harness),
                    harness.noise(1, "noise"),
                    1,
                    Pass.evaluation());
        assertEquals(
            known ? KlEstimator.CLOSED_FORM : KlEstimator.MONTE_CARLO,
            KlEstimator.bestFor(harness.tf(), terms));
      }
    }
  }
}
