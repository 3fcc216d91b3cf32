package org.lowerbound.evaluation.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.KlRegistry;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;

/** Metrics that estimate log p(x), on the linear-Gaussian model, where it is known. */
final class BoundMetricsTest {
  /** Log-densities of order 10 in 32-bit floats that cancel to log p(x). */
  private static final double FLOAT_ROUNDING = 3e-5;

  private static final int COUNT = 45;

  private static Evaluated evaluated(
      GraphHarness harness, LinearGaussianGraph graph, LatentVariableModel model) {
    return new Evaluated(
        harness, model, graph.observations(harness), graph.logEvidence().length, graph.dataset());
  }

  private static Evaluated evaluated(GraphHarness harness, LinearGaussianGraph graph) {
    return evaluated(harness, graph, graph.build(harness));
  }

  private static double expectedNll(LinearGaussianGraph graph) {
    return -LinearGaussianGraph.mean(graph.logEvidence());
  }

  @Test
  void underTheExactPosteriorTheNllIsExactWhateverTheChunk() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    // 7 leaves one draw over: had it been dropped, the number would be log(50/49) = 0.02 off.
    for (int chunk : new int[] {1, 7, 49, 50, 1000}) {
      try (GraphHarness harness = new GraphHarness()) {
        Estimate nll = evaluated(harness, graph).measure(new Nll(50, chunk)).get("nll");
        assertEquals(expectedNll(graph), nll.value(), FLOAT_ROUNDING, "chunk " + chunk);
        assertEquals(COUNT, nll.n());
        double[] perExample = Arrays.stream(graph.logEvidence()).map(p -> -p).toArray();
        assertEquals(
            MonteCarlo.of(perExample).standardError(),
            nll.standardError().orElseThrow(),
            FLOAT_ROUNDING);
      }
    }
  }

  @Test
  void underAWrongPosteriorTheNllIsRightWithManyDraws() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.5, 0.2, COUNT);
    int repetitions = 12;
    for (int chunk : new int[] {300, 1000}) {
      double[] estimates = new double[repetitions];
      for (int i = 0; i < repetitions; i++) {
        try (GraphHarness harness = new GraphHarness()) {
          Evaluated evaluated =
              new Evaluated(
                  harness,
                  graph.build(harness),
                  graph.observations(harness),
                  COUNT,
                  graph.dataset());
          EvaluationScope original = evaluated.graph();
          long seed = i;
          EvaluationScope seeded = original.withNoise(stream -> harness.noise(seed, stream));
          estimates[i] =
              new Nll(1000, chunk)
                  .build(harness.tf(), seeded)
                  .measure(evaluated)
                  .get("nll")
                  .value();
        }
      }
      MonteCarlo estimate = MonteCarlo.of(estimates);
      // The bias, about variance(w) / 2K < 1 / 1000 here, is part of the method.
      assertEquals(
          expectedNll(graph),
          estimate.mean(),
          MonteCarlo.ALLOWED_STANDARD_ERRORS * estimate.standardError() + 1e-3);
    }
  }

  @Test
  void theIwaeBoundsOfAWrongPosteriorRiseToTheEvidence() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, 1000);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      double elbo =
          evaluated.measure(new ElboMetric(10, KlEstimator.CLOSED_FORM)).get("elbo").value();
      double last = elbo;
      for (int samples : new int[] {4, 20, 100}) {
        ImmutableMap<String, Estimate> figures = evaluated.measure(new IwaeBound(samples, 64));
        double bound = figures.get("iwae-" + samples).value();
        assertTrue(bound > last, "K = " + samples + ": " + bound + " after " + last);
        last = bound;
      }
      assertTrue(last < -expectedNll(graph) + 0.02, "up to Monte Carlo error");
      assertTrue(last > elbo + 0.8 * graph.gap());
    }
  }

  @Test
  void everyRunHasNoiseOfItsOwn() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      evaluated.measure(new Nll(1200, 500)); // Batches of 2 examples, chunks of 500, 500, 200.
      assertEquals(23 * 3, evaluated.draws().size());
      assertEquals(evaluated.draws().size(), new HashSet<>(evaluated.draws()).size());
      assertEquals(COUNT, evaluated.progress().get(evaluated.progress().size() - 1));
    }
  }

  @Test
  void theElboMissesTheEvidenceByTheDivergence() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      ImmutableMap<String, Estimate> figures =
          evaluated(harness, graph).measure(new ElboMetric(4000, KlEstimator.CLOSED_FORM));
      double elbo = figures.get("elbo").value();
      // log p(x|z) varies by some 5 nats from draw to draw; 45 · 4000 draws leave 0.012.
      assertEquals(-expectedNll(graph) - graph.gap(), elbo, 0.05);
      assertEquals(-figures.get("rate").value() - figures.get("distortion").value(), elbo, 1e-9);
      assertEquals(List.of("elbo", "rate", "distortion"), List.copyOf(figures.keySet()));
    }
  }

  @Test
  void theRateCanBeEstimated() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel model = graph.build(harness, new KlRegistry.Builder().build());
      // Rate and distortion then use the same draws, and under the exact posterior cancel.
      for (int samples : new int[] {1, 7}) {
        assertEquals(
            -expectedNll(graph),
            evaluated(harness, graph, model)
                .measure(new ElboMetric(samples, KlEstimator.MONTE_CARLO))
                .get("elbo")
                .value(),
            FLOAT_ROUNDING);
      }
    }
  }

  @Test
  void theExactNllIsThatOfTheData() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Estimate nll = evaluated(harness, graph).measure(new ExactNll()).get("exact-nll");
      assertEquals(expectedNll(graph), nll.value(), 1e-12); // Both in double precision.
      assertEquals(COUNT, nll.n());
      assertTrue(nll.standardError().isPresent());
    }
  }

  @Test
  void badArgumentsAreNamed() {
    assertEquals(
        "samples must be positive but is 0",
        assertThrows(IllegalArgumentException.class, () -> new Nll(0, 10)).getMessage());
    assertEquals(
        "chunk must be positive but is 0",
        assertThrows(IllegalArgumentException.class, () -> new Nll(10, 0)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> new IwaeBound(0, 10));
    assertThrows(IllegalArgumentException.class, () -> new IwaeBound(10, -1));
    assertThrows(IllegalArgumentException.class, () -> new ElboMetric(0, KlEstimator.CLOSED_FORM));
  }
}
