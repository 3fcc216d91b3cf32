package org.lowerbound.objective.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.gradient.GradientEstimator;
import org.lowerbound.objective.gradient.ReparameterizedGradient;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.HostBounds;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.LinearGaussianTerms;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What bounds are on given draws: no expectation is taken here. */
final class BoundIdentitiesTest {
  private static final int OBSERVATIONS = 7;
  private static final GradientEstimator PATHWISE = new ReparameterizedGradient();

  /** As in {@link BoundsTest}: log-densities of order 10, each rounded to some 10⁻⁶. */
  private static final double FLOAT_ROUNDING = 3e-5;

  private static LinearGaussianTerms exact(int draws) {
    return new LinearGaussianTerms(LinearGaussianGraph.exact(OBSERVATIONS), 1, draws);
  }

  private static LinearGaussianTerms wrong(int draws) {
    return new LinearGaussianTerms(LinearGaussianGraph.wrong(0.8, 0.3, OBSERVATIONS), 1, draws);
  }

  private static Elbo elbo(int samples) {
    return new Elbo(new ConstantSchedule(1), samples, KlEstimator.MONTE_CARLO, PATHWISE);
  }

  private static Ciwae ciwae(double beta, int samples) {
    return new Ciwae(new ConstantSchedule(beta), samples, PATHWISE);
  }

  /** Returns a host bound, the mean over the observations. */
  private static double mean(LinearGaussianTerms terms, ToDoubleFunction<double[]> bound) {
    return Arrays.stream(terms.logWeights()).mapToDouble(bound).average().orElseThrow();
  }

  /** Returns what an objective estimates: its own number, where it is no bound, else the bound. */
  private static Operand<TFloat32> estimate(Loss loss, String name) {
    return loss.metrics().getOrDefault(name, loss.bound());
  }

  private static void assertBound(
      double expected, LinearGaussianTerms terms, BoundObjective objective) {
    assertEquals(
        expected,
        terms.harness().scalar(terms.loss(objective).bound()),
        FLOAT_ROUNDING,
        objective.toString());
  }

  private static void assertBound(
      ToDoubleFunction<double[]> expected, LinearGaussianTerms terms, BoundObjective objective) {
    assertBound(mean(terms, expected), terms, objective);
  }

  @Test
  void underTheExactPosteriorEverySetOfDrawsGivesTheEvidence() {
    double evidence =
        LinearGaussianGraph.mean(LinearGaussianGraph.exact(OBSERVATIONS).logEvidence());
    ImmutableMap<BoundObjective, String> objectives =
        ImmutableMap.<BoundObjective, String>builder()
            .put(new Iwae(6, PATHWISE), "")
            .put(elbo(6), "")
            .put(new Miwae(2, 3, PATHWISE), "")
            .put(new Piwae(3, 2, PATHWISE), "miwae")
            .put(ciwae(0.3, 6), "")
            .put(new Renyi(0.5, 6, PATHWISE), "")
            .put(new Renyi(0, 6, PATHWISE), "")
            .put(new Renyi(1, 6, PATHWISE), "")
            .put(new Renyi(2, 6, PATHWISE), "")
            .put(new Renyi(-1, 6, PATHWISE), "renyi")
            .put(new VrMax(6, PATHWISE), "vr-max")
            .put(new Jackknife(1, 6, false, PATHWISE), "jackknife")
            .put(new Jackknife(2, 6, false, PATHWISE), "jackknife")
            .buildOrThrow();
    try (LinearGaussianTerms terms = exact(6)) {
      objectives.forEach(
          (objective, name) -> {
            Loss loss = terms.loss(objective);
            assertEquals(!name.isEmpty(), loss.metrics().containsKey(name));
            for (int step = 0; step < 3; step++) {
              terms.harness().setStep(step);
              assertEquals(
                  evidence,
                  terms.harness().scalar(loss.bound()),
                  FLOAT_ROUNDING,
                  objective.toString());
              assertEquals(
                  evidence,
                  terms.harness().scalar(estimate(loss, name)),
                  FLOAT_ROUNDING,
                  objective + ", " + name);
            }
          });
    }
  }

  @Test
  void everyBoundIsThatOfTheHostOnTheSameDraws() {
    try (LinearGaussianTerms terms = wrong(6)) {
      for (int step = 0; step < 2; step++) {
        terms.harness().setStep(step);
        assertBound(HostBounds::iwae, terms, new Iwae(6, PATHWISE));
        assertBound(HostBounds::elbo, terms, elbo(6));
        for (double beta : new double[] {0, 0.3, 1}) {
          assertBound(w -> HostBounds.ciwae(beta, w), terms, ciwae(beta, 6));
        }
        for (double alpha : new double[] {0, 0.5, 0.9, 2, 5}) {
          assertBound(w -> HostBounds.renyi(alpha, w), terms, new Renyi(alpha, 6, PATHWISE));
        }
      }
    }
  }

  @Test
  void whatBoundsNothingIsReportedBesideTheImportanceWeightedBound() {
    try (LinearGaussianTerms terms = wrong(6)) {
      for (double alpha : new double[] {-0.5, -1, -20}) {
        assertReportedBeside(
            terms, new Renyi(alpha, 6, PATHWISE), "renyi", w -> HostBounds.renyi(alpha, w));
      }
      assertReportedBeside(terms, new VrMax(6, PATHWISE), "vr-max", HostBounds::largest);
      assertReportedBeside(
          terms,
          new Jackknife(1, 6, false, PATHWISE),
          "jackknife",
          w -> HostBounds.jackknife(1, w));
    }
  }

  private static void assertReportedBeside(
      LinearGaussianTerms terms,
      BoundObjective objective,
      String name,
      ToDoubleFunction<double[]> estimate) {
    Loss loss = terms.loss(objective);
    assertBound(mean(terms, HostBounds::iwae), terms, objective);
    assertEquals(
        mean(terms, estimate),
        terms.harness().scalar(loss.metrics().get(name)),
        FLOAT_ROUNDING,
        objective.toString());
    assertEquals(
        -mean(terms, estimate),
        terms.harness().scalar(ObjectiveHarness.surrogate(loss, ParameterGroup.DECODER)),
        FLOAT_ROUNDING,
        "it is what the decoder maximises");
  }

  @Test
  void theJackknifeRemovesPowersOfTheNumberOfDraws() {
    for (int samples = 5; samples <= 6; samples++) {
      try (LinearGaussianTerms terms = wrong(samples)) {
        for (int order = 0; order <= 3; order++) {
          int m = order;
          Loss loss = terms.loss(new Jackknife(order, samples, false, PATHWISE));
          assertEquals(
              mean(terms, w -> HostBounds.jackknife(m, w)),
              terms.harness().scalar(loss.metrics().get("jackknife")),
              FLOAT_ROUNDING,
              "order " + order + " on " + samples);
        }
      }
    }
  }

  @Test
  void theFirstJackknifeComparesWithTheBoundsThatLeaveOneOut() {
    try (LinearGaussianTerms terms = wrong(5)) {
      ToDoubleFunction<double[]> leaveOneOut =
          w -> {
            double sum = 0;
            for (int left = 0; left < 5; left++) {
              double[] others = new double[4];
              for (int k = 0; k < 4; k++) {
                others[k] = w[k < left ? k : k + 1];
              }
              sum += HostBounds.iwae(others) / 5;
            }
            return sum;
          };
      Loss first = terms.loss(new Jackknife(1, 5, false, PATHWISE));
      assertEquals(
          5 * mean(terms, HostBounds::iwae) - 4 * mean(terms, leaveOneOut),
          terms.harness().scalar(first.metrics().get("jackknife")),
          FLOAT_ROUNDING);
      Loss none = terms.loss(new Jackknife(0, 5, false, PATHWISE));
      assertEquals(
          terms.harness().scalar(none.bound()),
          terms.harness().scalar(none.metrics().get("jackknife")),
          FLOAT_ROUNDING);
    }
  }

  @Test
  void boundsAreOrderedOnTheSameDraws() {
    try (LinearGaussianTerms terms = wrong(6)) {
      List<Operand<TFloat32>> rising = new ArrayList<>();
      for (double alpha : new double[] {3, 2, 1, 0.5, 0, -1, -5}) {
        rising.add(estimate(terms.loss(new Renyi(alpha, 6, PATHWISE)), "renyi"));
      }
      Loss largest = terms.loss(new VrMax(6, PATHWISE));
      rising.add(largest.metrics().get("vr-max"));
      List<Operand<TFloat32>> jensen =
          List.of(
              terms.loss(elbo(6)).bound(),
              terms.loss(new Miwae(3, 2, PATHWISE)).bound(),
              largest.bound());
      for (int step = 0; step < 5; step++) {
        terms.harness().setStep(step);
        assertRising(terms.harness().run(rising), "a power mean rises as α falls");
        assertRising(terms.harness().run(jensen), "the logarithm is concave");
        double gap =
            terms.harness().scalar(largest.metrics().get("vr-max"))
                - terms.harness().scalar(largest.bound());
        assertTrue(gap < Math.log(6), "the mean is at least the K-th part of the largest");
      }
    }
  }

  private static void assertRising(List<float[]> scalars, String why) {
    for (int i = 1; i < scalars.size(); i++) {
      assertTrue(scalars.get(i)[0] > scalars.get(i - 1)[0], why + ", position " + i);
    }
  }

  @Test
  void oneDrawIsTheElboUnderEveryName() {
    try (LinearGaussianTerms terms = wrong(1)) {
      double elbo = mean(terms, HostBounds::elbo);
      List<BoundObjective> objectives =
          List.of(
              elbo(1),
              new Iwae(1, PATHWISE),
              new Miwae(1, 1, PATHWISE),
              new Piwae(1, 1, PATHWISE),
              ciwae(0, 1),
              ciwae(0.4, 1),
              new Renyi(0.5, 1, PATHWISE),
              new Renyi(2, 1, PATHWISE),
              new Renyi(-1, 1, PATHWISE),
              new VrMax(1, PATHWISE),
              new Jackknife(0, 1, false, PATHWISE));
      for (BoundObjective objective : objectives) {
        assertBound(elbo, terms, objective);
      }
    }
  }

  /** Draw r is in group r mod M: each group has one of every M draws that follow each other. */
  private static double[][] groups(int outer, double... logWeights) {
    double[][] groups = new double[outer][logWeights.length / outer];
    for (int r = 0; r < logWeights.length; r++) {
      groups[r % outer][r / outer] = logWeights[r];
    }
    return groups;
  }

  private static double miwae(int outer, double... logWeights) {
    return Arrays.stream(groups(outer, logWeights))
        .mapToDouble(HostBounds::iwae)
        .average()
        .orElseThrow();
  }

  @Test
  void miwaeAveragesTheBoundsOfItsGroups() {
    try (LinearGaussianTerms terms = wrong(15)) {
      assertBound(w -> miwae(3, w), terms, new Miwae(3, 5, PATHWISE));
      assertBound(w -> miwae(5, w), terms, new Miwae(5, 3, PATHWISE));
      assertBound(HostBounds::elbo, terms, new Miwae(15, 1, PATHWISE));
      assertBound(HostBounds::iwae, terms, new Miwae(1, 15, PATHWISE));
      assertTrue(
          mean(terms, w -> miwae(3, w)) - mean(terms, w -> miwae(5, w)) > 100 * FLOAT_ROUNDING,
          "M and K cannot be confused");
    }
  }

  @Test
  void piwaeHasTheDecoderOfIwaeAndTheEncoderOfMiwae() {
    try (LinearGaussianTerms terms = wrong(15)) {
      Loss piwae = terms.loss(new Piwae(3, 5, PATHWISE));
      double iwae = mean(terms, HostBounds::iwae);
      double miwae = mean(terms, w -> miwae(3, w));
      assertEquals(iwae, terms.harness().scalar(piwae.bound()), FLOAT_ROUNDING);
      assertEquals(miwae, terms.harness().scalar(piwae.metrics().get("miwae")), FLOAT_ROUNDING);
      assertEquals(ImmutableSet.of("miwae"), piwae.metrics().keySet());
      assertEquals(-iwae, surrogate(terms, piwae, ParameterGroup.DECODER), FLOAT_ROUNDING);
      assertEquals(-iwae, surrogate(terms, piwae, ParameterGroup.PRIOR), FLOAT_ROUNDING);
      assertEquals(-miwae, surrogate(terms, piwae, ParameterGroup.ENCODER), FLOAT_ROUNDING);
    }
  }

  private static double surrogate(LinearGaussianTerms terms, Loss loss, ParameterGroup group) {
    return terms.harness().scalar(ObjectiveHarness.surrogate(loss, group));
  }

  @Test
  void renyiPassesThroughTheElbo() {
    try (LinearGaussianTerms terms = wrong(6)) {
      double elbo = mean(terms, HostBounds::elbo);
      assertBound(elbo, terms, new Renyi(1, 6, PATHWISE));
      double halfVariance = 0;
      double spread = 0;
      for (double[] w : terms.logWeights()) {
        double mean = HostBounds.elbo(w);
        halfVariance +=
            Arrays.stream(w).map(v -> (v - mean) * (v - mean)).sum() / 6 / 2 / OBSERVATIONS;
        spread = Math.max(spread, HostBounds.largest(w) - Arrays.stream(w).min().orElseThrow());
      }
      for (double offset :
          new double[] {1e-2, 1e-3, 1e-4, 1e-6, 1e-9, -1e-9, -1e-6, -1e-3, -1e-2}) {
        // A cumulant expansion: ELBO + (1 − α) Var(log w) / 2, and (1 − α)² times less than
        // spread³.
        assertEquals(
            elbo - offset * halfVariance,
            terms.harness().scalar(terms.loss(new Renyi(1 + offset, 6, PATHWISE)).bound()),
            FLOAT_ROUNDING + offset * offset * Math.pow(spread, 3),
            "α = 1 + " + offset);
      }
    }
  }

  @Test
  void renyiApproachesTheLargestLogWeight() {
    try (LinearGaussianTerms terms = wrong(6)) {
      double largest = mean(terms, HostBounds::largest);
      double smallest = mean(terms, w -> Arrays.stream(w).min().orElseThrow());
      for (double order : new double[] {1e3, 1e5, 9e5}) {
        // The mean of six powers is between the largest and a sixth of it.
        double tolerance = Math.log(6) / order + FLOAT_ROUNDING;
        assertEquals(
            largest,
            terms
                .harness()
                .scalar(terms.loss(new Renyi(1 - order, 6, PATHWISE)).metrics().get("renyi")),
            tolerance);
        assertEquals(
            smallest,
            terms.harness().scalar(terms.loss(new Renyi(1 + order, 6, PATHWISE)).bound()),
            tolerance);
      }
    }
  }
}
