package org.lowerbound.evaluation.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Caveats;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.WeightTails;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.model.LatentVariables;
import org.lowerbound.network.Pass;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;

/** Metrics on powers of importance weights, on the linear-Gaussian model. */
final class WeightMetricsTest {
  /** Log-densities of order 10 in 32-bit floats that cancel to log p(x). */
  private static final double FLOAT_ROUNDING = 3e-5;

  private static final int COUNT = 45;
  private static final int LATENTS = 2;
  private static final double SHIFT = 0.5;
  private static final double LOG_STRETCH = 0.3;

  private static Evaluated evaluated(GraphHarness harness, LinearGaussianGraph graph) {
    LatentVariableModel model = graph.build(harness);
    return new Evaluated(harness, model, graph.observations(harness), COUNT, graph.dataset());
  }

  private static LinearGaussianGraph wrong() {
    return LinearGaussianGraph.wrong(SHIFT, LOG_STRETCH, COUNT);
  }

  /**
   * Returns log E_q[(p(z|x) / q(z|x))ⁿ], one for all x. For one latent, in units in which p = N(0,
   * 1) and q = N(m, t²), the integrand is a normal curve: −½ (a z² − 2 b z + c) is its exponent.
   */
  private static double logMomentOfRatio(int n) {
    double t = Math.exp(LOG_STRETCH);
    double a = n - (n - 1) / (t * t);
    double b = (1 - n) * SHIFT / (t * t);
    double c = (1 - n) * SHIFT * SHIFT / (t * t);
    return LATENTS * ((n - 1) * Math.log(t) - 0.5 * Math.log(a) - 0.5 * (c - b * b / a));
  }

  /** Returns the relative variance of the mean of K values wⁿ. */
  private static double relativeVariance(int n, int draws) {
    return Math.expm1(logMomentOfRatio(2 * n) - 2 * logMomentOfRatio(n)) / draws;
  }

  @Test
  void underTheExactPosteriorTheChiBoundIsTheEvidence() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    for (int order : new int[] {2, 5}) {
      try (GraphHarness harness = new GraphHarness()) {
        Estimate bound =
            evaluated(harness, graph)
                .measure(new ChiUpperBound(order, 50, 7))
                .get(order == 2 ? "cubo" : "cubo-5");
        assertEquals(LinearGaussianGraph.mean(graph.logEvidence()), bound.value(), FLOAT_ROUNDING);
        assertEquals(COUNT, bound.n());
        assertEquals(
            MonteCarlo.of(graph.logEvidence()).standardError(),
            bound.standardError().orElseThrow(),
            FLOAT_ROUNDING);
      }
    }
  }

  @Test
  void underAWiderPosteriorTheChiBoundIsAboveTheEvidenceByTheRenyiDivergence() {
    LinearGaussianGraph graph = wrong();
    int draws = 4000;
    double evidence = LinearGaussianGraph.mean(graph.logEvidence());
    for (int order : new int[] {2, 3}) {
      double expected = evidence + logMomentOfRatio(order) / order;
      double variance = relativeVariance(order, draws);
      double standardError = Math.sqrt(variance / COUNT) / order;
      double bias = variance / (2 * order); // Of the logarithm of a mean.
      double tolerance = MonteCarlo.ALLOWED_STANDARD_ERRORS * standardError + bias + FLOAT_ROUNDING;
      assertTrue(tolerance < 0.1 * (expected - evidence), "else the test would not tell");
      try (GraphHarness harness = new GraphHarness()) {
        double bound =
            evaluated(harness, graph)
                .measure(new ChiUpperBound(order, draws, 1000))
                .values()
                .iterator()
                .next()
                .value();
        assertEquals(expected, bound, tolerance, "order " + order);
      }
    }
  }

  @Test
  void chiAndImportanceWeightedBoundsBracketTheEvidence() {
    LinearGaussianGraph graph = wrong();
    double evidence = LinearGaussianGraph.mean(graph.logEvidence());
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      double upper = evaluated.measure(new ChiUpperBound(2, 1000, 1000)).get("cubo").value();
      // E log-mean-exp of 5 weights lies about variance(w) / 10 = 0.05 below.
      double lower = evaluated.measure(new IwaeBound(5, 1000)).get("iwae-5").value();
      assertTrue(lower < evidence && evidence < upper, lower + ", " + evidence + ", " + upper);
    }
  }

  @Test
  void powerMeansOfTheSameDrawsAreOrdered() {
    LinearGaussianGraph graph = wrong();
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      ImportanceSampling sampling =
          new ImportanceSampling(harness.tf(), evaluated.graph(), new Nll(6, 4), "same", 6, 4);
      List<double[]> logMeans =
          sampling.powers(evaluated, 1, 2, 3).stream().map(PowerMeans::logMeans).toList();
      for (int i = 0; i < COUNT; i++) {
        assertTrue(logMeans.get(0)[i] < logMeans.get(1)[i] / 2);
        assertTrue(logMeans.get(1)[i] / 2 < logMeans.get(2)[i] / 3);
      }
    }
  }

  @Test
  void anEvidenceThatOneDrawDecidesSaysSo() {
    try (GraphHarness harness = new GraphHarness()) {
      // Weights that are all equal: the largest of 50 has a fiftieth of their sum.
      Evaluated exact = evaluated(harness, LinearGaussianGraph.exact(COUNT));
      assertEquals(
          1.0 / 50,
          new ImportanceSampling(harness.tf(), exact.graph(), new Nll(50, 7), "equal", 50, 7)
              .powers(exact, 1)
              .get(0)
              .meanLargestShare(),
          FLOAT_ROUNDING);
      Caveats many = exact.measure(new Nll(51, 50)).get("nll").caveats();
      assertEquals(OptionalDouble.empty(), many.largestWeight());
    }
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated far = evaluated(harness, LinearGaussianGraph.wrong(12, -1, COUNT));
      Estimate nll = far.measure(new Nll(20, 20)).get("nll");
      assertTrue(nll.caveats().largestWeight().orElseThrow() > 0.7, nll.toString());
      Estimate cubo = far.measure(new ChiUpperBound(2, 20, 20)).get("cubo");
      assertTrue(cubo.caveats().largestWeight().orElseThrow() > 0.7, cubo.toString());
      // One draw is all there is; a bound of one draw claims to be no more than that.
      assertEquals(
          1,
          far.measure(new Nll(1, 1)).get("nll").caveats().largestWeight().orElseThrow(),
          FLOAT_ROUNDING);
      assertEquals(
          OptionalDouble.empty(),
          far.measure(new IwaeBound(1, 1)).get("iwae-1").caveats().largestWeight());
    }
  }

  @Test
  void anEvidenceOfHeavyWeightsSaysOfHowManyExamples() {
    // Narrower than the posterior by s: k = 1 - s^2 of either latent, 0.9 here.
    double logStretch = Math.log(0.1) / 2;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated narrow = evaluated(harness, LinearGaussianGraph.wrong(0, logStretch, COUNT));
      WeightTails tails =
          narrow.measure(new Nll(2000, 1000)).get("nll").caveats().weightTails().orElseThrow();
      assertEquals(COUNT, tails.examples());
      assertEquals(1 - 1 / Math.log10(2000), tails.threshold(), 1e-12);
      double[] shapes = narrow.kept().get("paretoK");
      assertEquals(Arrays.stream(shapes).filter(k -> k > tails.threshold()).count(), tails.heavy());
      assertTrue(tails.areMany(), tails.toString());
      // One k has a standard deviation of (1 + k) / sqrt(135) = 0.16. The two latents' squares are
      // a chi-square of two degrees, whose tail is exponential without a logarithm: no bias but the
      // prior's, which draws k by 10 / 145 towards 1/2.
      double expected = 0.9 - (0.9 - 0.5) * 10 / 145;
      assertEquals(expected, LinearGaussianGraph.mean(shapes), 4 * 0.16 / Math.sqrt(COUNT));
      assertEquals(
          LinearGaussianGraph.mean(narrow.kept().get("effectiveDraws")),
          tails.effectiveDraws(),
          1e-9);
      Estimate cubo = narrow.measure(new ChiUpperBound(2, 2000, 1000)).get("cubo");
      // Squares of weights have twice the k.
      assertEquals(
          2 * 0.9 - (2 * 0.9 - 0.5) * 10 / 145,
          LinearGaussianGraph.mean(narrow.kept().get("paretoK")),
          4 * (1 + 1.8) / Math.sqrt(135) / Math.sqrt(COUNT));
      assertEquals(COUNT, cubo.caveats().weightTails().orElseThrow().heavy());
    }
  }

  @Test
  void weightsThatAreAllTheSameHaveNoTail() {
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated exact = evaluated(harness, LinearGaussianGraph.exact(COUNT));
      Estimate nll = exact.measure(new Nll(100, 100)).get("nll");
      WeightTails tails = nll.caveats().weightTails().orElseThrow();
      assertEquals(0, tails.heavy());
      assertEquals(100, tails.effectiveDraws(), 1e-6);
      assertTrue(
          Arrays.stream(exact.kept().get("paretoK")).allMatch(k -> k == Double.NEGATIVE_INFINITY));
      // Four draws have no tail that anything could be said of.
      Estimate few = exact.measure(new Nll(4, 4)).get("nll");
      assertEquals(Optional.empty(), few.caveats().weightTails());
      assertEquals(
          ImmutableSet.of("nll", "effectiveDraws"), exact.kept().keySet(), "what each is made of");
      assertEquals(
          few.value(), LinearGaussianGraph.mean(exact.kept().get("nll")), 1e-12, "the terms");
    }
  }

  @Test
  void theEffectiveSampleSizeIsThatOfTheWeights() {
    LinearGaussianGraph graph = wrong();
    int draws = 5;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      Estimate size = evaluated.measure(new EffectiveSampleSize(draws, 1000)).get("ess-5");
      // The same weights once more: all examples fit into one run, which has draw number 0.
      harness.setRows(IntStream.range(0, COUNT).toArray());
      harness.setStep(0);
      float[] logWeights =
          harness.run(
              ((LatentVariables) evaluated.graph().model())
                  .terms(
                      harness.tf(),
                      evaluated.graph().observations(),
                      harness.noise(1, "ess-5"),
                      draws,
                      Pass.evaluation())
                  .logWeight(harness.tf()));
      double[] expected = new double[COUNT];
      for (int b = 0; b < COUNT; b++) {
        double sum = 0;
        double squares = 0;
        for (int k = 0; k < draws; k++) {
          double weight = Math.exp(logWeights[k * COUNT + b]);
          sum += weight;
          squares += weight * weight;
        }
        expected[b] = sum * sum / squares;
      }
      assertEquals(LinearGaussianGraph.mean(expected), size.value(), 1e-9); // Same floats.
      assertEquals(
          MonteCarlo.of(expected).standardError(), size.standardError().orElseThrow(), 1e-9);
    }
  }

  @Test
  void theEffectiveSampleSizeIsKUnderTheExactPosterior() {
    try (GraphHarness harness = new GraphHarness()) {
      Estimate size =
          evaluated(harness, LinearGaussianGraph.exact(COUNT))
              .measure(new EffectiveSampleSize(100, 30))
              .get("ess-100");
      assertEquals(100, size.value(), 1e-6); // Second order in the rounding of the log-weights.
    }
  }

  @Test
  void theShareOfEffectiveDrawsTendsToTheInverseSecondMoment() {
    int draws = 4000;
    double share = Math.exp(-logMomentOfRatio(2));
    assertTrue(share < 0.9, "a posterior that is wrong enough");
    // By the squares in the denominator; those above it vary less and in the same direction.
    double standardError = share * Math.sqrt(relativeVariance(2, draws) / COUNT);
    double bias = share * relativeVariance(2, draws);
    try (GraphHarness harness = new GraphHarness()) {
      Estimate size =
          evaluated(harness, wrong())
              .measure(new EffectiveSampleSize(draws, 1000))
              .get("ess-" + draws);
      assertEquals(
          share, size.value() / draws, MonteCarlo.ALLOWED_STANDARD_ERRORS * standardError + bias);
    }
  }

  @Test
  void columnsSayWhatTheyAre() {
    Column cubo = new ChiUpperBound(2, 5000, 1000).columns().get(0);
    assertEquals("cubo", cubo.name());
    assertEquals(Column.Better.NEITHER, cubo.better(), "a worse model lowers it, too");
    assertEquals(
        "Chi upper bound of order 2 on log p(x) per example; this estimate of it by 5000 draws is"
            + " biased low",
        cubo.description());
    assertEquals(
        ImmutableList.of("cubo-4"),
        new ChiUpperBound(4, 10, 10).columns().stream().map(Column::name).toList());
    assertEquals(
        ImmutableList.of("ess-20"),
        new EffectiveSampleSize(20, 10).columns().stream().map(Column::name).toList());
  }

  @Test
  void badArgumentsAreNamed() {
    assertEquals(
        "order must be at least 2 but is 1; at 1 the bound is log p(x) itself",
        assertThrows(IllegalArgumentException.class, () -> new ChiUpperBound(1, 10, 10))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new ChiUpperBound(2, 0, 10));
    assertThrows(IllegalArgumentException.class, () -> new ChiUpperBound(2, 10, 0));
    assertThrows(IllegalArgumentException.class, () -> new EffectiveSampleSize(0, 10));
    assertThrows(IllegalArgumentException.class, () -> new EffectiveSampleSize(10, 0));
  }
}
