package org.lowerbound.objective.regularized;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.WithVariance;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.Pass;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.regularized.DipVae.Variant;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;

/** The covariance penalties against a computation in double precision. */
final class DipVaeTest {
  private static final int B = SmallVae.BATCH;
  private static final int D = SmallVae.LATENTS;

  private static double penalty(GraphHarness harness, SmallVae vae, Variant variant) {
    WithVariance q =
        (WithVariance)
            vae.model().posterior().given(harness.tf(), vae.observations(), Pass.evaluation());
    float[] means = harness.run(q.mean(harness.tf()));
    float[] variances = harness.run(q.variance(harness.tf()));
    double sum = 0;
    for (int i = 0; i < D; i++) {
      for (int j = 0; j < D; j++) {
        double covariance = 0;
        double meanI = 0;
        double meanJ = 0;
        for (int b = 0; b < B; b++) {
          covariance += (double) means[b * D + i] * means[b * D + j] / B;
          meanI += means[b * D + i] / (double) B;
          meanJ += means[b * D + j] / (double) B;
          covariance += variant == Variant.II && i == j ? variances[b * D + i] / (double) B : 0;
        }
        covariance -= meanI * meanJ;
        sum += i == j ? 30 * (covariance - 1) * (covariance - 1) : 4 * covariance * covariance;
      }
    }
    return sum;
  }

  @Test
  void thePenaltyIsThatOfTheCovariance() {
    for (Variant variant : Variant.values()) {
      try (GraphHarness harness = new GraphHarness()) {
        SmallVae vae = SmallVae.normal(harness);
        DipVae dip = new DipVae(variant, 4, Optional.of(30.0), KlEstimator.CLOSED_FORM);
        Loss loss = vae.objectives(9).loss(dip, "noise");
        double expected = penalty(harness, vae, variant);
        // Squares of numbers near 1, times 30, in 32-bit floats.
        assertEquals(expected, harness.scalar(loss.metrics().get("dip")), 1e-4);
        assertEquals(
            expected - harness.scalar(loss.bound()),
            harness.scalar(ObjectiveHarness.surrogate(loss, ParameterGroup.ENCODER)),
            1e-4);
      }
    }
  }

  @Test
  void theDiagonalHasTheWeightOfTheAuthorsUnlessItIsGiven() {
    assertEquals(Optional.of(100.0), dip(Variant.I, 10, Optional.empty()).diagonal());
    assertEquals(Optional.of(20.0), dip(Variant.I, 2, Optional.empty()).diagonal());
    assertEquals(Optional.of(10.0), dip(Variant.II, 10, Optional.empty()).diagonal());
    assertEquals(Optional.of(2.0), dip(Variant.II, 2, Optional.empty()).diagonal());
    for (Variant variant : Variant.values()) {
      assertEquals(Optional.of(7.0), dip(variant, 10, Optional.of(7.0)).diagonal());
      assertEquals(Optional.of(0.0), dip(variant, 10, Optional.of(0.0)).diagonal());
    }
    assertEquals(
        "diagonal must be finite and not negative but is -1.0",
        assertThrows(IllegalArgumentException.class, () -> dip(Variant.II, 1, Optional.of(-1.0)))
            .getMessage());
  }

  private static DipVae dip(Variant variant, double offDiagonal, Optional<Double> diagonal) {
    return new DipVae(variant, offDiagonal, diagonal, KlEstimator.CLOSED_FORM);
  }

  @Test
  void gradientsAgreeWithFiniteDifferences() {
    for (Variant variant : Variant.values()) {
      try (GraphHarness harness = new GraphHarness()) {
        SmallVae vae = SmallVae.normal(harness);
        DipVae dip = new DipVae(variant, 2, Optional.of(3.0), KlEstimator.CLOSED_FORM);
        Loss loss = vae.objectives(9).loss(dip, "noise");
        for (ParameterGroup group : List.of(ParameterGroup.ENCODER, ParameterGroup.DECODER)) {
          vae.assertGradient(ObjectiveHarness.surrogate(loss, group), group);
        }
      }
    }
  }
}
