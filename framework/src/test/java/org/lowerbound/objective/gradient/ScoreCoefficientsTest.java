package org.lowerbound.objective.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.bound.Renyi;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.HostBounds;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.LinearGaussianTerms;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Score-function gradients draw by draw: a baseline that does not depend on the draw leaves the
 * expectation as it is, so that only this tells whether it is the one it should be.
 */
final class ScoreCoefficientsTest {
  private static final int OBSERVATIONS = 3;
  private static final int DRAWS = 4;
  private static final int LATENTS = 2;

  /** What multiplies the score of a draw, as a function of the log-weights of all. */
  @FunctionalInterface
  private interface Coefficients {
    double of(double[] logWeights, int draw);
  }

  /** Returns ∂f / ∂log w_k. */
  private static double slope(ToDoubleFunction<double[]> bound, double[] logWeights, int draw) {
    return FiniteDifferences.derivative(
        x -> bound.applyAsDouble(with(logWeights, draw, x)), logWeights[draw]);
  }

  private static double[] with(double[] logWeights, int draw, double value) {
    double[] changed = logWeights.clone();
    changed[draw] = value;
    return changed;
  }

  /** Returns the mean of the other draws' log-weights: the logarithm of their geometric mean. */
  private static double meanOfOthers(double[] logWeights, int draw) {
    return (Arrays.stream(logWeights).sum() - logWeights[draw]) / (logWeights.length - 1);
  }

  /**
   * Compares with −mean over the batch of Σ c_k ∇log q(z_k), where ∇log q is (z − μ) / σ² by the
   * mean and (z − μ)² / σ² − 1 by log σ.
   */
  private static void assertScores(
      LinearGaussianTerms terms,
      Operand<TFloat32> weights,
      BoundObjective objective,
      Coefficients coefficients) {
    GraphHarness harness = terms.harness();
    ObjectiveHarness objectives = terms.objectives();
    Loss loss = objectives.loss(objective, terms.terms());
    Operand<TFloat32> running = objectives.states().get("baseline.mean");
    if (running != null) {
      harness.set(running, -5);
    }
    DiagonalNormal q = assertInstanceOf(DiagonalNormal.class, terms.terms().posterior());
    List<float[]> run =
        harness.run(
            List.of(
                harness.gradient(
                    ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER),
                    terms.parameter("encoder.offset")),
                harness.gradient(
                    ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER),
                    terms.parameter("encoder.logScale")),
                terms.terms().latents(),
                q.loc()));
    float[] logScale = harness.get(terms.parameter("encoder.logScale"));
    double[][] logWeights = terms.rows(weights);
    for (int l = 0; l < LATENTS; l++) {
      double byOffset = 0;
      double byLogScale = 0;
      double sigma = Math.exp(logScale[l]);
      for (int k = 0; k < DRAWS; k++) {
        for (int b = 0; b < OBSERVATIONS; b++) {
          double z = run.get(2)[(k * OBSERVATIONS + b) * LATENTS + l];
          double noise = (z - run.get(3)[b * LATENTS + l]) / sigma;
          double coefficient = coefficients.of(logWeights[b], k) / OBSERVATIONS;
          byOffset -= coefficient * noise / sigma;
          byLogScale -= coefficient * (noise * noise - 1);
        }
      }
      // Log-weights rounded to 10⁻⁶ by scores up to 10.
      assertEquals(byOffset, run.get(0)[l], 1e-4, objective.toString());
      assertEquals(byLogScale, run.get(1)[l], 1e-4, objective.toString());
    }
  }

  private static void assertScores(
      Function<GradientEstimator, BoundObjective> family, ToDoubleFunction<double[]> bound) {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS);
    try (LinearGaussianTerms terms = new LinearGaussianTerms(graph, 1, DRAWS)) {
      assertScores(
          terms,
          terms.terms().logWeight(terms.harness().tf()),
          family.apply(new ScoreFunction(new Baseline.None())),
          (w, k) -> bound.applyAsDouble(w) - slope(bound, w, k));
      assertScores(
          terms,
          terms.terms().logWeight(terms.harness().tf()),
          family.apply(new ScoreFunction(new RunningBaseline(0.8, false))),
          (w, k) -> bound.applyAsDouble(w) + 5 - slope(bound, w, k));
      // Mnih and Rezende 2016, eq. 9.
      assertScores(
          terms,
          terms.terms().logWeight(terms.harness().tf()),
          family.apply(new Vimco()),
          (w, k) ->
              bound.applyAsDouble(w)
                  - bound.applyAsDouble(with(w, k, meanOfOthers(w, k)))
                  - slope(bound, w, k));
    }
  }

  @Test
  void coefficientsAreThoseOfThePapers() {
    assertScores(g -> new Iwae(DRAWS, g), HostBounds::iwae);
    assertScores(g -> new Renyi(0.5, DRAWS, g), w -> HostBounds.renyi(0.5, w));
  }

  @Test
  void theElboHasOnlyWhatIsEstimatedInItsCoefficients() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS);
    GradientEstimator estimator = new ScoreFunction(new Baseline.None());
    try (LinearGaussianTerms terms = new LinearGaussianTerms(graph, 1, DRAWS)) {
      Ops tf = terms.harness().tf();
      // With the KL in closed form the draws say nothing of log q; at β = 0 it is not there at all.
      assertScores(
          terms,
          terms.terms().logLikelihood(),
          new Elbo(new ConstantSchedule(0), DRAWS, KlEstimator.CLOSED_FORM, estimator),
          (w, k) -> HostBounds.elbo(w));
      // Else each draw's own log q has the slope −β / K in the signal.
      assertScores(
          terms,
          tf.math.sub(
              terms.terms().logLikelihood(),
              tf.math.mul(tf.constant(0.5f), terms.terms().logRatio(tf))),
          new Elbo(new ConstantSchedule(0.5), DRAWS, KlEstimator.MONTE_CARLO, estimator),
          (w, k) -> HostBounds.elbo(w) - 0.5 / DRAWS);
    }
  }
}
