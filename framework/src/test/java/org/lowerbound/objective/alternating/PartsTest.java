package org.lowerbound.objective.alternating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.ImmutableDoubleArray;
import org.junit.jupiter.api.Test;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.BoundObjective;
import org.lowerbound.objective.Loss;
import org.lowerbound.objective.bound.Iwae;
import org.lowerbound.objective.gradient.DoublyReparameterized;
import org.lowerbound.schedule.Time;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.ObjectiveHarness;
import org.lowerbound.testing.SmallVae;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Training by parts of an objective whose parts have surrogates of their own. */
final class PartsTest {
  private static final BoundObjective IWAE = new Iwae(3, new DoublyReparameterized());

  private static Operand<TFloat32> only(Loss loss, int turn, ParameterGroup group) {
    return loss.turns().get(turn).descents().get(0).surrogates().stream()
        .filter(surrogate -> surrogate.groups().contains(group))
        .findFirst()
        .orElseThrow()
        .value();
  }

  @Test
  void eachPartFollowsItsOwnSurrogate() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = SmallVae.normal(harness).objectives(9);
      Loss em = objectives.loss(new Em(IWAE, 2, 3), "noise");
      assertEquals(2, em.turns().size());
      assertEquals(ImmutableSet.of(ParameterGroup.ENCODER), em.turns().get(0).groups());
      assertEquals(ParameterGroup.GENERATIVE, em.turns().get(1).groups());
      assertEquals("encoder", em.turns().get(0).name());
      assertEquals("decoder", em.turns().get(1).name());
      Loss lagging = objectives.loss(new Lagging(IWAE, 10, 100), "noise");
      assertEquals(3, lagging.turns().size());
      assertEquals(ParameterGroup.MODEL, lagging.turns().get(2).groups());
      assertSame(
          only(lagging, 0, ParameterGroup.ENCODER), only(lagging, 2, ParameterGroup.ENCODER));
      assertSame(
          only(lagging, 1, ParameterGroup.DECODER), only(lagging, 2, ParameterGroup.DECODER));
      assertEquals(
          harness.scalar(objectives.loss(IWAE, "noise").bound()), harness.scalar(em.bound()));
    }
  }

  @Test
  void emTakesItsStepsInTurn() {
    try (GraphHarness harness = new GraphHarness()) {
      Loss loss = SmallVae.normal(harness).objectives(9).loss(new Em(IWAE, 2, 3), "noise");
      StringBuilder turns = new StringBuilder();
      ImmutableDoubleArray memory = loss.order().start();
      for (int step = 0; step < 11; step++) {
        turns.append(loss.order().turn(new Time(step, 4), memory));
      }
      assertEquals("00111001110", turns.toString());
    }
  }

  @Test
  void turnsDoNotNest() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = SmallVae.normal(harness).objectives(9);
      assertEquals(
          "em takes turns of its own and cannot be trained by parts once more",
          assertThrows(
                  IllegalArgumentException.class,
                  () -> objectives.loss(new Lagging(new Em(IWAE, 1, 1), 10, 100), "noise"))
              .getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> new Em(IWAE, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Em(IWAE, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Lagging(IWAE, 0, 10));
    assertThrows(IllegalArgumentException.class, () -> new Lagging(IWAE, 10, 9));
  }
}
