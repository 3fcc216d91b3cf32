package org.lowerbound.objective.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.bound.Ciwae;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.bound.Jackknife;
import org.lowerbound.objective.bound.Renyi;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.FiniteDifferences;
import org.lowerbound.testing.InputParameters;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.LinearGaussianTerms;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Gradients on the path of the draws, where log q(z | x) is another, frozen copy's. */
final class FrozenDensityTest {
  private static final int OBSERVATIONS = 4;
  private static final int DRAWS = 4;
  private static final List<String> ENCODER =
      List.of("encoder.weights", "encoder.offset", "encoder.logScale");

  private final LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS);

  /** Returns log q of the draws under a copy of the encoder that no test moves, {@code [K, B]}. */
  private Operand<TFloat32> frozenLogPosterior(LinearGaussianTerms live) {
    InputParameters copy = new InputParameters(live.harness(), 1);
    return graph
        .build(live.harness(), ClosedFormKls.registry(), copy)
        .posterior()
        .given(live.harness().tf(), live.observations(), Pass.evaluation())
        .logProb(live.harness().tf(), live.terms().latents());
  }

  private Operand<TFloat32> frozenLogWeights(LinearGaussianTerms live) {
    BoundTerms terms = live.terms();
    Ops tf = live.harness().tf();
    return tf.math.sub(
        tf.math.add(terms.logLikelihood(), terms.logPrior()), frozenLogPosterior(live));
  }

  private static Operand<TFloat32> negativeMean(Ops tf, Operand<TFloat32> perObservation) {
    return tf.math.neg(GraphMath.meanOverBatch(tf, perObservation));
  }

  /** Compares the encoder's gradient of a surrogate with differences of a function. */
  private static void assertGradient(
      LinearGaussianTerms live, Operand<TFloat32> function, BoundObjective objective) {
    List<float[]> gradients = live.harness().run(gradients(live, objective));
    double largest = 0;
    for (int p = 0; p < ENCODER.size(); p++) {
      float[] actual = gradients.get(p);
      double[] expected =
          FiniteDifferences.gradient(live.harness(), function, live.parameter(ENCODER.get(p)));
      for (int i = 0; i < actual.length; i++) {
        // Rounding of a loss near 10, times 1.5 / h ≈ 100.
        assertEquals(expected[i], actual[i], 3e-4 * (1 + Math.abs(expected[i])), ENCODER.get(p));
        largest = Math.max(largest, Math.abs(expected[i]));
      }
    }
    assertTrue(largest > 0.1, "gradients that could not be told from 0");
  }

  /** Adds the gradients by the encoder's parameters. */
  private static ImmutableList<Operand<TFloat32>> gradients(
      LinearGaussianTerms live, BoundObjective objective) {
    return live.harness()
        .gradients(live.inference(objective), ENCODER.stream().map(live::parameter).toList());
  }

  @Test
  void stickingTheLandingIsTheDerivativeWithTheDensityFrozen() {
    GradientEstimator stl = new StickingTheLanding();
    try (LinearGaussianTerms live = new LinearGaussianTerms(graph, 1, DRAWS)) {
      Ops tf = live.harness().tf();
      Operand<TFloat32> logWeights = frozenLogWeights(live);
      Operand<TFloat32> elbo = negativeMean(tf, GraphMath.meanOverDraws(tf, logWeights));
      Operand<TFloat32> iwae = negativeMean(tf, GraphMath.logMeanExp(tf, logWeights));
      assertGradient(live, iwae, new Iwae(DRAWS, stl));
      assertGradient(live, elbo, elbo(1, stl));
      assertGradient(
          live,
          tf.math.add(tf.math.mul(tf.constant(0.3f), elbo), tf.math.mul(tf.constant(0.7f), iwae)),
          new Ciwae(new ConstantSchedule(0.3), DRAWS, stl));
    }
  }

  @Test
  void stickingTheLandingWeighsTheDensityByBeta() {
    try (LinearGaussianTerms live = new LinearGaussianTerms(graph, 1, DRAWS)) {
      Ops tf = live.harness().tf();
      Operand<TFloat32> rate = tf.math.sub(frozenLogPosterior(live), live.terms().logPrior());
      Operand<TFloat32> function =
          negativeMean(
              tf,
              GraphMath.meanOverDraws(
                  tf,
                  tf.math.sub(live.terms().logLikelihood(), tf.math.mul(tf.constant(0.5f), rate))));
      assertGradient(live, function, elbo(0.5, new StickingTheLanding()));
    }
  }

  /** A weight of each draw as a function of all log-weights of an observation. */
  @FunctionalInterface
  private interface Coefficients {
    double of(double[] logWeights, int draw);
  }

  /** Returns −mean over the batch of Σ c_k log w_k for constants c and a frozen density. */
  private Operand<TFloat32> weighted(LinearGaussianTerms live, Coefficients coefficients) {
    float[] c = new float[DRAWS * OBSERVATIONS];
    double[][] rows = live.logWeights();
    for (int i = 0; i < c.length; i++) {
      c[i] = (float) coefficients.of(rows[i % OBSERVATIONS], i / OBSERVATIONS);
    }
    Ops tf = live.harness().tf();
    Operand<TFloat32> constants = live.harness().input(Shape.of(DRAWS, OBSERVATIONS), c);
    return negativeMean(
        tf, tf.reduceSum(tf.math.mul(constants, frozenLogWeights(live)), tf.constant(0)));
  }

  /** Returns the share of a draw in Σ exp(power · log w). */
  private static double share(double power, double[] logWeights, int draw) {
    double sum = 0;
    for (double other : logWeights) {
      sum += Math.exp(power * (other - logWeights[draw]));
    }
    return 1 / sum;
  }

  @Test
  void doublyReparameterizedWeightsAreThoseOfThePaper() {
    GradientEstimator dreg = new DoublyReparameterized();
    try (LinearGaussianTerms live = new LinearGaussianTerms(graph, 1, DRAWS)) {
      // Tucker et al. 2019, eq. 8.
      assertGradient(
          live, weighted(live, (w, k) -> Math.pow(share(1, w, k), 2)), new Iwae(DRAWS, dreg));
      assertGradient(live, weighted(live, (w, k) -> 1.0 / DRAWS), elbo(1, dreg));
      assertGradient(
          live,
          weighted(live, (w, k) -> 0.3 / DRAWS + 0.7 * Math.pow(share(1, w, k), 2)),
          new Ciwae(new ConstantSchedule(0.3), DRAWS, dreg));
      // Rényi: (1/(1 − α)) log Σ w^(1 − α) has the slope v and the curvature (1 − α) (v − v²).
      for (double alpha : new double[] {0.5, 2}) {
        assertGradient(
            live,
            weighted(
                live,
                (w, k) -> {
                  double v = share(1 - alpha, w, k);
                  return v - (1 - alpha) * (v - v * v);
                }),
            new Renyi(alpha, DRAWS, dreg));
      }
    }
  }

  @Test
  void doublyReparameterizedJackknifeCombinesTheSubsets() {
    try (LinearGaussianTerms live = new LinearGaussianTerms(graph, 1, DRAWS)) {
      Coefficients first =
          (w, k) -> {
            double sum = DRAWS * Math.pow(share(1, w, k), 2);
            for (int left = 0; left < DRAWS; left++) {
              if (left != k) {
                double[] others = w.clone();
                others[left] = Double.NEGATIVE_INFINITY;
                sum -= (DRAWS - 1.0) / DRAWS * Math.pow(share(1, others, k), 2);
              }
            }
            return sum;
          };
      assertGradient(
          live, weighted(live, first), new Jackknife(1, DRAWS, true, new DoublyReparameterized()));
    }
  }

  @Test
  void theEncoderOfTheJackknifeFollowsTheImportanceWeightedBound() {
    try (LinearGaussianTerms live = new LinearGaussianTerms(graph, 1, DRAWS)) {
      assertGradient(
          live,
          weighted(live, (w, k) -> Math.pow(share(1, w, k), 2)),
          new Jackknife(1, DRAWS, false, new DoublyReparameterized()));
    }
  }

  @Test
  void doublyReparameterizedWakeWeightsAreThoseOfThePaper() {
    try (LinearGaussianTerms live = new LinearGaussianTerms(graph, 1, DRAWS)) {
      // Tucker et al. 2019.
      Coefficients wake =
          (w, k) -> {
            double share = share(1, w, k);
            return share - share * share;
          };
      assertGradient(
          live, weighted(live, wake), new Iwae(DRAWS, new DoublyReparameterizedWakeWake()));
    }
  }

  /** Returns the largest element of a gradient at several steps. */
  private static double largestGradient(LinearGaussianTerms terms, BoundObjective objective) {
    ImmutableList<Operand<TFloat32>> gradients = gradients(terms, objective);
    double largest = 0;
    for (int step = 0; step < 3; step++) {
      terms.harness().setStep(step);
      for (float[] values : terms.harness().run(gradients)) {
        for (float value : values) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    return largest;
  }

  private static Elbo elbo(double beta, GradientEstimator gradient) {
    return new Elbo(new ConstantSchedule(beta), DRAWS, KlEstimator.MONTE_CARLO, gradient);
  }

  @Test
  void underTheExactPosteriorThePathHasNoGradient() {
    LinearGaussianGraph exact = LinearGaussianGraph.exact(OBSERVATIONS);
    GradientEstimator stl = new StickingTheLanding();
    GradientEstimator dreg = new DoublyReparameterized();
    try (LinearGaussianTerms terms = new LinearGaussianTerms(exact, 1, DRAWS)) {
      for (BoundObjective objective :
          List.of(
              new Iwae(DRAWS, stl),
              new Iwae(DRAWS, dreg),
              new Iwae(DRAWS, new DoublyReparameterizedWakeWake()),
              elbo(1, stl),
              elbo(1, dreg))) {
        // Slopes of order 10 that cancel, each rounded to 10⁻⁶, by observations up to 5.
        assertEquals(0, largestGradient(terms, objective), 1e-4, objective.toString());
      }
      GradientEstimator pathwise = new ReparameterizedGradient();
      for (BoundObjective objective : List.of(new Iwae(DRAWS, pathwise), elbo(1, pathwise))) {
        assertTrue(largestGradient(terms, objective) > 0.1, "the score has its own variance");
      }
    }
  }
}
