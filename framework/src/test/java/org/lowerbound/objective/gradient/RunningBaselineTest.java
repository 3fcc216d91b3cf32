package org.lowerbound.objective.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.ObjectiveHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

final class RunningBaselineTest {
  private static final double ROUNDING = 1e-5; // A few operations on numbers up to 10.

  private static ObjectiveHarness objectives(GraphHarness harness) {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(3);
    return new ObjectiveHarness(harness, graph.build(harness), graph.observations(harness), 3);
  }

  @Test
  void subtractsTheMeanOfTheStepsBeforeAndAddsThisOne() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = objectives(harness);
      Operand<TFloat32> signal = harness.input(Shape.of(2, 3), 1, 2, 3, 4, 5, 9);
      Baseline.Centered centered =
          new RunningBaseline(0.75, false).center(harness.tf(), signal, objectives.scope());
      assertArrayEquals(
          new float[] {0}, harness.get(objectives.states().get("baseline.mean")), "at first");
      assertArrayEquals(
          new float[] {1, 2, 3, 4, 5, 9}, harness.run(centered.signal()), "nothing to subtract");
      assertEquals(
          4,
          harness.scalar(objectives.stateUpdates().get("baseline.mean")),
          ROUNDING,
          "it starts at the first step's");
      harness.set(
          objectives.states().get("baseline.mean.started"),
          harness.scalar(objectives.stateUpdates().get("baseline.mean.started")));
      harness.set(objectives.states().get("baseline.mean"), 2);
      assertArrayEquals(new float[] {-1, 0, 1, 2, 3, 7}, harness.run(centered.signal()));
      assertEquals(
          0.75 * 2 + 0.25 * 4,
          harness.scalar(objectives.stateUpdates().get("baseline.mean")),
          ROUNDING);
      assertEquals(
          ImmutableSet.of("baseline.mean", "baseline.mean.started"), objectives.states().keySet());
    }
  }

  @Test
  void normalizesByAStandardDeviationAboveOneOnly() {
    try (GraphHarness harness = new GraphHarness()) {
      ObjectiveHarness objectives = objectives(harness);
      Operand<TFloat32> signal = harness.input(Shape.of(1, 2), 1, 7);
      Baseline.Centered centered =
          new RunningBaseline(0.5, true).center(harness.tf(), signal, objectives.scope());
      harness.set(objectives.states().get("baseline.mean"), 3);
      harness.set(objectives.states().get("baseline.variance"), 4);
      harness.set(objectives.states().get("baseline.variance.started"), 1);
      assertArrayEquals(new float[] {-1, 2}, harness.run(centered.signal()));
      // The mean of (1 − 3)² and (7 − 3)² is 10.
      assertEquals(
          0.5 * 4 + 0.5 * 10,
          harness.scalar(objectives.stateUpdates().get("baseline.variance")),
          ROUNDING);
      harness.set(objectives.states().get("baseline.variance"), 0.25f);
      assertArrayEquals(new float[] {-2, 4}, harness.run(centered.signal()));
    }
  }

  @Test
  void aMeanForgets() {
    assertRejected("decay must be in [0, 1) but is 1.0", () -> new RunningBaseline(1, false));
    assertRejected(
        "decay must be in [0, 1) but is NaN", () -> new RunningBaseline(Double.NaN, false));
    assertRejected(
        "decay must be in [0, 1) but 0.9999999999 is 1 as a 32-bit float",
        () -> new RunningBaseline(0.9999999999, false));
  }

  private static void assertRejected(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
