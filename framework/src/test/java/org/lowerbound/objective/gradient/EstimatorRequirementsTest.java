package org.lowerbound.objective.gradient;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.bound.Ciwae;
import org.lowerbound.objective.bound.Elbo;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.bound.Miwae;
import org.lowerbound.objective.bound.Renyi;
import org.lowerbound.objective.bound.VrMax;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.LinearGaussianTerms;

/** Which estimators go with which bounds. */
final class EstimatorRequirementsTest {
  private static void assertRefused(String message, BoundObjective objective) {
    try (LinearGaussianTerms terms =
        new LinearGaussianTerms(LinearGaussianGraph.exact(2), 1, objective.draws())) {
      assertEquals(
          message,
          assertThrows(IllegalArgumentException.class, () -> terms.loss(objective)).getMessage());
    }
  }

  @Test
  void aMaximumHasNoSecondDerivative() {
    assertRefused(
        "the gradient \"dreg\" needs a bound with second derivatives, but vr-max has"
            + " none; \"reparameterized\" works",
        new VrMax(3, new DoublyReparameterized()));
  }

  @Test
  void wakeWakeGoesWithImportanceWeights() {
    String message =
        "the gradient \"%s\" fits q(z | x) to self-normalised importance weights, which %s does not"
            + " have; it goes with iwae, miwae and piwae";
    assertRefused(
        message.formatted("rws", "elbo"),
        new Elbo(new ConstantSchedule(1), 3, KlEstimator.MONTE_CARLO, new WakeWake()));
    assertRefused(
        message.formatted("rws", "ciwae"), new Ciwae(new ConstantSchedule(0.5), 3, new WakeWake()));
    assertRefused(
        message.formatted("rws-dreg", "renyi"),
        new Renyi(0.5, 3, new DoublyReparameterizedWakeWake()));
  }

  @Test
  void aClosedFormLeavesNoScoreToDrop() {
    String message =
        "the gradient \"%s\" is about log q(z | x) inside the bound, of which a closed-form KL"
            + " leaves nothing: it would be \"reparameterized\"; \"kl\": \"monte-carlo\" works";
    ConstantSchedule one = new ConstantSchedule(1);
    assertRefused(
        message.formatted("stl"),
        new Elbo(one, 1, KlEstimator.CLOSED_FORM, new StickingTheLanding()));
    assertRefused(
        message.formatted("dreg"),
        new Elbo(one, 1, KlEstimator.CLOSED_FORM, new DoublyReparameterized()));
  }

  @Test
  void theWeightOfOneDrawTellsNothing() {
    String message =
        "the gradient \"%s\" needs at least 2 samples but there is 1, whose weight is always 1: q(z"
            + " | x) would learn nothing";
    assertRefused(message.formatted("rws"), new Iwae(1, new WakeWake()));
    assertRefused(
        message.formatted("rws-dreg"), new Miwae(4, 1, new DoublyReparameterizedWakeWake()));
  }

  @Test
  void vimcoComparesDrawsWithEachOther() {
    String message =
        "the gradient \"vimco\" needs at least 2 samples but there is 1; \"score-function\" works";
    assertRefused(message, new Iwae(1, new Vimco()));
    assertRefused(message, new Miwae(4, 1, new Vimco()));
  }
}
