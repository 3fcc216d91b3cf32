package org.lowerbound.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.ndarray.Shape;

final class KlRegistryTest {
  @Test
  void aPairWithoutAClosedFormHasNone() {
    try (GraphHarness harness = new GraphHarness()) {
      Bernoulli bernoulli = new Bernoulli(harness.input(Shape.of(1, 1), 0), 1);
      DiagonalNormal normal =
          new DiagonalNormal(harness.input(Shape.of(1, 1), 0), harness.input(Shape.of(1, 1), 0), 1);
      KlRegistry registry = ClosedFormKls.registry();
      assertTrue(registry.kl(harness.tf(), bernoulli, normal).isEmpty());
      assertTrue(registry.kl(harness.tf(), normal, bernoulli).isEmpty());
    }
  }

  @Test
  void aPairIsNotItsReverse() {
    try (GraphHarness harness = new GraphHarness()) {
      KlRegistry registry =
          new KlRegistry.Builder()
              .register(Bernoulli.class, DiagonalNormal.class, (tf, q, p) -> q.logits())
              .build();
      Bernoulli bernoulli = new Bernoulli(harness.input(Shape.of(1, 1), 0), 1);
      DiagonalNormal normal =
          new DiagonalNormal(harness.input(Shape.of(1, 1), 0), harness.input(Shape.of(1, 1), 0), 1);
      assertTrue(registry.kl(harness.tf(), bernoulli, normal).isPresent());
      assertTrue(registry.kl(harness.tf(), normal, bernoulli).isEmpty());
    }
  }

  @Test
  void aPairIsRegisteredOnce() {
    KlRegistry.Builder builder =
        new KlRegistry.Builder()
            .register(DiagonalNormal.class, DiagonalNormal.class, (tf, q, p) -> q.loc());
    IllegalStateException error =
        assertThrows(
            IllegalStateException.class,
            () ->
                builder.register(
                    DiagonalNormal.class, DiagonalNormal.class, (tf, q, p) -> p.loc()));
    assertEquals(
        "KL(org.lowerbound.distribution.continuous.DiagonalNormal ‖"
            + " org.lowerbound.distribution.continuous.DiagonalNormal) is already registered",
        error.getMessage());
  }
}
