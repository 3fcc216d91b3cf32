package org.lowerbound.objective.bound;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.LinearGaussianTerms;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What bounds are in expectation under a wrong posterior, against closed forms. */
final class BoundLimitsTest {
  private static final int OBSERVATIONS = 10;

  /** Narrower than the exact posterior by so little that the fourth moments of w are finite. */
  private static final LinearGaussianGraph GRAPH =
      LinearGaussianGraph.wrong(0.3, -0.1, OBSERVATIONS);

  private static final double EVIDENCE = LinearGaussianGraph.mean(GRAPH.logEvidence());

  /** Returns the mean of an objective's estimate over draws. */
  private static MonteCarlo estimate(BoundObjective objective, String name, int copies, int steps) {
    try (LinearGaussianTerms terms = new LinearGaussianTerms(GRAPH, copies, objective.draws())) {
      Loss loss = terms.loss(objective);
      Operand<TFloat32> node = loss.metrics().getOrDefault(name, loss.bound());
      double[] values = new double[steps];
      for (int step = 0; step < steps; step++) {
        terms.harness().setStep(step);
        values[step] = terms.harness().scalar(node);
      }
      return MonteCarlo.of(values);
    }
  }

  private static MonteCarlo renyi(double alpha, int samples, int copies, int steps) {
    return estimate(
        new Renyi(alpha, samples, new ReparameterizedGradient()), "renyi", copies, steps);
  }

  private static void assertSurelyBelow(MonteCarlo lower, MonteCarlo upper, String what) {
    new MonteCarlo(
            upper.mean() - lower.mean(), Math.hypot(upper.standardError(), lower.standardError()))
        .assertAbove(0, what);
  }

  @Test
  void withManyDrawsRenyiMissesTheEvidenceByTheDivergenceOfItsOrder() {
    for (double alpha : new double[] {0.5, 0, 2, -1}) {
      double divergence = alpha == 0 ? 0 : GRAPH.renyiDivergence(alpha);
      int samples = 8000;
      MonteCarlo many = renyi(alpha, samples, 2, 40);
      // By the delta method K draws are Var(u) / (2 K (1 − α)) off, where u is w^(1 − α) by its
      // mean:
      // E[u²] is the same integral at the order 2α − 1.
      double spread =
          Math.exp(
                  (2 * alpha - 2) * GRAPH.renyiDivergence(2 * alpha - 1)
                      - 2 * (alpha - 1) * divergence)
              - 1;
      double bias = spread / (2.0 * samples * Math.abs(1 - alpha));
      assertTrue(bias < 2e-3, "bias " + bias);
      double expected = EVIDENCE - divergence;
      double error = Math.abs(many.mean() - expected);
      // Rounding of numbers near 10 is the same in all draws: it does not average out.
      double allowed = MonteCarlo.ALLOWED_STANDARD_ERRORS * many.standardError() + 2 * bias + 1e-5;
      assertTrue(error < allowed, "α = " + alpha + ": " + many + ", expected " + expected);
      assertTrue(
          alpha == 0 || Math.abs(divergence) > 10 * allowed, "the divergence can be told from 0");
    }
  }

  @Test
  void renyiApproachesItsLimitFromBelowForSmallOrdersAndFromAboveForLargeOnes() {
    for (double alpha : new double[] {-1, 0, 0.5, 2}) {
      MonteCarlo two = renyi(alpha, 2, 50, 100);
      MonteCarlo ten = renyi(alpha, 10, 50, 100);
      double limit = EVIDENCE - (alpha == 0 ? 0 : GRAPH.renyiDivergence(alpha));
      if (alpha < 1) {
        assertSurelyBelow(two, ten, "from K = 2 to 10 at α = " + alpha);
        assertSurelyBelow(ten, new MonteCarlo(limit, 0), "from K = 10 up at α = " + alpha);
      } else {
        assertSurelyBelow(ten, two, "from K = 10 to 2 at α = " + alpha);
        assertSurelyBelow(new MonteCarlo(limit, 0), ten, "down to K = 10 at α = " + alpha);
        assertSurelyBelow(two, new MonteCarlo(EVIDENCE, 0), "a bound all the same");
      }
    }
  }

  @Test
  void negativeOrdersBoundNothing() {
    // Why they are not reported as bounds: with enough draws they are above log p(x).
    assertSurelyBelow(new MonteCarlo(EVIDENCE, 0), renyi(-1, 500, 5, 40), "α = -1");
  }

  @Test
  void theJackknifeHasLessBiasThanTheBoundItCorrects() {
    int copies = 100;
    int steps = 100;
    MonteCarlo iwae = estimate(new Iwae(5, new ReparameterizedGradient()), "", copies, steps);
    MonteCarlo first =
        estimate(
            new Jackknife(1, 5, false, new ReparameterizedGradient()), "jackknife", copies, steps);
    assertSurelyBelow(iwae, new MonteCarlo(EVIDENCE, 0), "IWAE(5)");
    double ofIwae = EVIDENCE - iwae.mean();
    double ofJackknife = Math.abs(EVIDENCE - first.mean());
    double error = Math.hypot(iwae.standardError(), first.standardError());
    assertTrue(
        ofIwae / 2 - ofJackknife > MonteCarlo.ALLOWED_STANDARD_ERRORS * error,
        "IWAE " + ofIwae + ", jackknife " + ofJackknife + " ± " + error);
  }
}
