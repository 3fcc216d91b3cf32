package org.lowerbound.evaluation.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.bound.ElboMetric;
import org.lowerbound.evaluation.bound.Nll;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.model.Model;
import org.lowerbound.model.ObservedData;
import org.lowerbound.model.diffusion.BestDiffusion;
import org.lowerbound.model.diffusion.GaussianDiffusion;
import org.lowerbound.model.diffusion.GaussianDiffusion.Kernel;
import org.lowerbound.model.diffusion.Prediction;
import org.lowerbound.model.diffusion.ReverseVariance;
import org.lowerbound.testing.Draws;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.ndarray.Shape;

/** The bound of the best model of normal data, whose terms are known. */
final class VlbTest {
  private static final int COUNT = 1500; // More than one batch.

  private static Evaluated evaluated(GraphHarness harness, GaussianDiffusion data) {
    Model model =
        BestDiffusion.of(data, Prediction.NOISE, ReverseVariance.LARGE)
            .build(
                new InputParameters(harness, 3)
                    .scope(
                        new ObservedData(Shape.of(1), ValueKind.REAL, ImmutableDoubleArray.of(0))));
    return new Evaluated(
        harness,
        model,
        harness.input(Shape.of(COUNT, 1), Draws.normal("x", COUNT, 0, Math.sqrt(data.variance()))),
        COUNT,
        LinearGaussianGraph.exact(3).dataset());
  }

  private static void check(ImmutableMap<String, Estimate> numbers, GaussianDiffusion data) {
    GaussianDiffusion.Terms terms = data.terms(Kernel.LARGE);
    assertNear(-terms.total(), numbers.get("vlb"));
    assertNear(terms.prior(), numbers.get("vlb-prior"));
    assertNear(terms.steps(), numbers.get("vlb-steps"));
    assertNear(terms.reconstruction(), numbers.get("vlb-reconstruction"));
    assertEquals(
        numbers.get("vlb").value(),
        -numbers.get("vlb-prior").value()
            - numbers.get("vlb-steps").value()
            - numbers.get("vlb-reconstruction").value(),
        1e-9);
    assertEquals(COUNT, numbers.get("vlb").n());
  }

  private static void assertNear(double expected, Estimate estimate) {
    new MonteCarlo(estimate.value(), estimate.standardError().orElseThrow())
        .assertExpectation(expected, "term");
  }

  @Test
  void allStepsAndSomeOfThemHaveTheSameMean() {
    GaussianDiffusion data = BestDiffusion.data(50, 0, 0.25);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, data);
      ImmutableMap<String, Estimate> all = evaluated.measure(new Vlb(Optional.empty()));
      check(all, data);
      assertEquals(-0.747831, all.get("vlb").value(), 0.06); // As the table has it.
      // The key of the host's noise, then two batches with 49 steps and the first.
      assertEquals(1 + 2 * 50, evaluated.draws().size());
      assertEquals(2 * 50, new HashSet<>(evaluated.draws()).size(), "each its own noise");
      assertEquals(
          all.get("vlb").value(),
          Arrays.stream(evaluated.kept().get("vlb")).average().orElseThrow(),
          1e-12);
    }
    try (GraphHarness harness = new GraphHarness()) {
      ImmutableMap<String, Estimate> some =
          evaluated(harness, data).measure(new Vlb(Optional.of(5)));
      check(some, data);
    }
  }

  @Test
  void otherBoundsAreRefusedWithWhatWorks() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, BestDiffusion.data(50, 0, 1));
      assertTrue(
          refusal(evaluated, new Nll(10, 10))
              .endsWith("; for this model \"evaluation\": {\"metrics\": [\"vlb\"]} works"));
      assertTrue(
          refusal(evaluated, new ElboMetric(1, KlEstimator.MONTE_CARLO))
              .endsWith("; for this model \"evaluation\": {\"metrics\": [\"vlb\"]} works"));
    }
    LinearGaussianGraph graph = LinearGaussianGraph.exact(3);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness, graph.build(harness), graph.observations(harness), 3, graph.dataset());
      assertEquals(
          "vlb needs a model with a bound on log p(x) with a term for each step of a diffusion;"
              + " diffusion has; for this model \"evaluation\": {\"metrics\": [\"nll\"]} works",
          refusal(evaluated, new Vlb(Optional.empty())));
    }
  }

  private static String refusal(Evaluated evaluated, Metric metric) {
    return assertThrows(IllegalArgumentException.class, () -> evaluated.measure(metric))
        .getMessage();
  }
}
