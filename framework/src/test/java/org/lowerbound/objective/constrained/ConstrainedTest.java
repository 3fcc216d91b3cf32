package org.lowerbound.objective.constrained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.model.BoundTerms;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.schedule.ConstantSchedule;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;

/** Objectives that hold the rate or the distortion at a value. */
final class ConstrainedTest {
  /** Sums of a few terms of order 1, rounded to 10⁻⁷ each. */
  private static final double FLOAT_ROUNDING = 1e-5;

  private static Capacity capacity(double nats, double gamma, KlEstimator kl) {
    return new Capacity(new ConstantSchedule(nats), gamma, 2, kl);
  }

  private static FreeBits freeBits(double nats, int groupSize, KlEstimator kl) {
    return new FreeBits(new ConstantSchedule(nats), groupSize, 2, kl);
  }

  private static float surrogate(GraphHarness harness, Loss loss) {
    return harness.scalar(ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER));
  }

  private static float metric(GraphHarness harness, Loss loss, String name) {
    return harness.scalar(loss.metrics().get(name));
  }

  @Test
  void capacityChargesTheDistanceFromIt() {
    for (KlEstimator kl : KlEstimator.values()) {
      for (double nats : new double[] {0, 0.2, 7}) {
        try (GraphHarness harness = new GraphHarness()) {
          Loss loss = SmallVae.normal(harness).objectives(9).loss(capacity(nats, 30, kl), "noise");
          double rate = metric(harness, loss, "rate");
          double distortion = metric(harness, loss, "distortion");
          assertEquals(
              distortion + 30 * Math.abs(rate - nats),
              surrogate(harness, loss),
              30 * FLOAT_ROUNDING);
          assertEquals(-distortion - rate, harness.scalar(loss.bound()), FLOAT_ROUNDING);
        }
      }
    }
  }

  @Test
  void aGroupBelowItsFreeBitsIsChargedThemAndNoMore() {
    for (KlEstimator kl : KlEstimator.values()) {
      try (GraphHarness harness = new GraphHarness()) {
        ObjectiveHarness objectives = SmallVae.normal(harness).objectives(9);
        BoundTerms terms = terms(harness);
        float[] perUnit =
            harness.run(GraphMath.meanOverBatch(harness.tf(), kl.klPerLatent(harness.tf(), terms)));
        double between = (perUnit[0] + perUnit[1]) / 2.0;
        for (double nats : new double[] {0, between, 50}) {
          Loss units = objectives.loss(freeBits(nats, 1, kl), terms);
          double distortion = metric(harness, units, "distortion");
          assertEquals(
              distortion + Math.max(nats, perUnit[0]) + Math.max(nats, perUnit[1]),
              surrogate(harness, units),
              FLOAT_ROUNDING);
          assertEquals(perUnit[0] + perUnit[1], metric(harness, units, "rate"), FLOAT_ROUNDING);
          Loss group = objectives.loss(freeBits(nats, 2, kl), terms);
          assertEquals(
              distortion + Math.max(nats, perUnit[0] + perUnit[1]),
              surrogate(harness, group),
              FLOAT_ROUNDING);
        }
      }
    }
  }

  private static BoundTerms terms(GraphHarness harness) {
    SmallVae vae = SmallVae.normal(harness);
    return vae.model()
        .terms(harness.tf(), vae.observations(), harness.noise(1, "noise"), 2, Pass.evaluation());
  }

  @Test
  void gecoMovesItsMultiplierByTheRunningConstraint() {
    Geco geco = new Geco(1.5, 0.2, 0.9, 1, KlEstimator.CLOSED_FORM);
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = SmallVae.normal(harness).objectives(9);
      Loss loss = objectives.loss(geco, "noise");
      double rate = metric(harness, loss, "rate");
      double distortion = metric(harness, loss, "distortion");
      assertEquals(1, metric(harness, loss, "lambda"), "lambda starts at 1");
      double first = (distortion - 1.5) / 1.5;
      assertEquals(
          first,
          harness.scalar(objectives.stateUpdates().get("constraint")),
          FLOAT_ROUNDING,
          "the running constraint starts at the first batch's");
      assertEquals(first, metric(harness, loss, "constraint"), FLOAT_ROUNDING);
      assertEquals(
          Math.exp(0.2 * first),
          harness.scalar(objectives.stateUpdates().get("lambda")),
          FLOAT_ROUNDING);
      harness.set(
          objectives.states().get("constraint.started"),
          harness.scalar(objectives.stateUpdates().get("constraint.started")));
      for (double lambda : new double[] {1, 0.3, 5}) {
        for (double before : new double[] {0, -0.7, 0.4}) {
          harness.set(objectives.states().get("lambda"), (float) lambda);
          harness.set(objectives.states().get("constraint"), (float) before);
          assertEquals(
              rate + lambda * (distortion - 1.5), surrogate(harness, loss), FLOAT_ROUNDING);
          double constraint = 0.9 * before + 0.1 * (distortion - 1.5) / 1.5;
          assertEquals(
              constraint,
              harness.scalar(objectives.stateUpdates().get("constraint")),
              FLOAT_ROUNDING);
          assertEquals(
              lambda * Math.exp(0.2 * constraint),
              harness.scalar(objectives.stateUpdates().get("lambda")),
              FLOAT_ROUNDING);
        }
      }
      assertEquals(-distortion - rate, harness.scalar(loss.bound()), FLOAT_ROUNDING);
    }
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (BoundObjective objective :
        List.of(
            capacity(0.05, 3, KlEstimator.CLOSED_FORM),
            capacity(9, 3, KlEstimator.MONTE_CARLO),
            freeBits(0.01, 1, KlEstimator.CLOSED_FORM),
            freeBits(0, 2, KlEstimator.MONTE_CARLO),
            new Geco(1, 0.1, 0.9, 2, KlEstimator.CLOSED_FORM))) {
      try (GraphHarness harness = new GraphHarness()) {
        SmallVae vae = SmallVae.normal(harness);
        Loss loss = vae.objectives(9).loss(objective, "noise");
        for (ParameterGroup group : List.of(ParameterGroup.ENCODER, ParameterGroup.DECODER)) {
          vae.assertGradient(ObjectiveHarness.surrogate(loss, group), group);
        }
      }
    }
  }

  @Test
  void freeBitsLeaveTheEncoderNoGradientOfTheRate() {
    try (GraphHarness harness = new GraphHarness()) {
      SmallVae vae = SmallVae.normal(harness);
      Loss free = vae.objectives(9).loss(freeBits(50, 1, KlEstimator.CLOSED_FORM), "noise");
      List<float[]> ofSurrogate =
          harness.run(
              harness.gradients(
                  ObjectiveHarness.surrogate(free, ParameterGroup.ENCODER),
                  vae.parameters(ParameterGroup.ENCODER)));
      List<float[]> ofDistortion =
          harness.run(
              harness.gradients(
                  free.metrics().get("distortion"), vae.parameters(ParameterGroup.ENCODER)));
      for (int p = 0; p < ofSurrogate.size(); p++) {
        for (int i = 0; i < ofSurrogate.get(p).length; i++) {
          assertEquals(ofDistortion.get(p)[i], ofSurrogate.get(p)[i], 1e-6);
        }
      }
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness binary = SmallVae.binary(harness).objectives(9);
      for (BoundObjective objective :
          List.of(
              capacity(1, 1, KlEstimator.CLOSED_FORM),
              freeBits(1, 1, KlEstimator.CLOSED_FORM),
              new Geco(1, 0.1, 0.9, 1, KlEstimator.CLOSED_FORM))) {
        String message =
            assertThrows(IllegalArgumentException.class, () -> binary.loss(objective, "noise"))
                .getMessage();
        assertTrue(message.contains("score-function"), message);
      }
      ObjectiveHarness normal = SmallVae.normal(harness).objectives(9);
      assertEquals(
          "2 latents do not divide into groups of 3",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> normal.loss(freeBits(1, 3, KlEstimator.CLOSED_FORM), "noise"))
              .getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> capacity(-1, 1, KlEstimator.CLOSED_FORM));
    assertThrows(IllegalArgumentException.class, () -> capacity(1, -1, KlEstimator.CLOSED_FORM));
    assertThrows(IllegalArgumentException.class, () -> freeBits(-1, 1, KlEstimator.CLOSED_FORM));
    assertThrows(IllegalArgumentException.class, () -> freeBits(1, 0, KlEstimator.CLOSED_FORM));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Geco(Double.NaN, 0.1, 0.9, 1, KlEstimator.CLOSED_FORM));
    assertThrows(
        IllegalArgumentException.class, () -> new Geco(1, 0, 0.9, 1, KlEstimator.CLOSED_FORM));
    assertThrows(
        IllegalArgumentException.class, () -> new Geco(1, 0.1, 1, 1, KlEstimator.CLOSED_FORM));
  }
}
