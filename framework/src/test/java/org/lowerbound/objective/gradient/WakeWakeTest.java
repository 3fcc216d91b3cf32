package org.lowerbound.objective.gradient;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.bound.Miwae;
import org.lowerbound.objective.bound.Piwae;
import org.lowerbound.testing.GradientDraws;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.LinearGaussianTerms;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The gradient of −KL(p(z | x) ‖ q(z | x)) by φ, whose limit has a closed form for normals. */
final class WakeWakeTest {
  private static final int STEPS = 40;

  private static List<Operand<TFloat32>> gradients(
      LinearGaussianTerms terms, BoundObjective objective) {
    return terms
        .harness()
        .gradients(
            terms.inference(objective),
            List.of(terms.parameter("encoder.offset"), terms.parameter("encoder.logScale")));
  }

  @Test
  void bothFormsHaveOneExpectationAtAnyNumberOfDraws() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, 3);
    List<List<BoundObjective>> pairs =
        List.of(
            List.of(new Iwae(3, new WakeWake()), new Iwae(3, new DoublyReparameterizedWakeWake())),
            List.of(
                new Miwae(2, 3, new WakeWake()),
                new Miwae(2, 3, new DoublyReparameterizedWakeWake())),
            List.of(
                new Piwae(2, 3, new WakeWake()),
                new Piwae(2, 3, new DoublyReparameterizedWakeWake())));
    for (List<BoundObjective> pair : pairs) {
      try (LinearGaussianTerms terms = new LinearGaussianTerms(graph, 400, pair.get(0).draws())) {
        List<Operand<TFloat32>> nodes = new ArrayList<>(gradients(terms, pair.get(0)));
        nodes.addAll(gradients(terms, pair.get(1)));
        GradientDraws draws = GradientDraws.of(terms.harness(), STEPS, nodes);
        draws.assertSameExpectation(2, 0, pair.get(0) + ", offset");
        draws.assertSameExpectation(3, 1, pair.get(0) + ", scale");
      }
    }
  }

  @Test
  void withManyDrawsItIsTheExpectationUnderTheExactPosterior() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.4, 0.2, 3);
    double[] exact = graph.wakeGradient();
    int samples = 2000;
    for (GradientEstimator estimator :
        List.of(new WakeWake(), new DoublyReparameterizedWakeWake())) {
      try (LinearGaussianTerms terms = new LinearGaussianTerms(graph, 5, samples)) {
        GradientDraws draws =
            GradientDraws.of(
                terms.harness(), STEPS, gradients(terms, new Iwae(samples, estimator)));
        for (int i = 0; i < exact.length; i++) {
          MonteCarlo mean = draws.mean(i / 2, i % 2);
          // Self-normalised weights are off by about (their relative variance, below 1 here) times
          // (the integrand's size, up to 5) / K. What is minimised is the negative.
          double bias = 5.0 / samples;
          double error = Math.abs(mean.mean() + exact[i]);
          assertTrue(
              error < bias + MonteCarlo.ALLOWED_STANDARD_ERRORS * mean.standardError(),
              estimator + ", " + i + ": " + mean + ", expected " + -exact[i]);
          assertTrue(Math.abs(exact[i]) > 0.1, "gradients that could not be told from 0");
        }
      }
    }
  }

  @Test
  void theDoublyReparameterizedFormHasLessVariance() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.1, 0.05, 3);
    try (LinearGaussianTerms terms = new LinearGaussianTerms(graph, 10, 8)) {
      List<Operand<TFloat32>> nodes =
          new ArrayList<>(gradients(terms, new Iwae(8, new WakeWake())));
      nodes.addAll(gradients(terms, new Iwae(8, new DoublyReparameterizedWakeWake())));
      GradientDraws draws = GradientDraws.of(terms.harness(), STEPS, nodes);
      for (int p = 0; p < 2; p++) {
        assertTrue(draws.variance(2 + p) < 0.1 * draws.variance(p), "near the exact posterior");
      }
    }
  }
}
