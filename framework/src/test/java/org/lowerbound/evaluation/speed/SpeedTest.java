package org.lowerbound.evaluation.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;

final class SpeedTest {
  /** A clock on which repetitions take 1, 2, 3, … milliseconds. */
  private static final class Slowing extends Ticker {
    private long reads;
    private long now;

    @Override
    public long read() {
      now += reads % 2 == 0 ? 7_000_000 : (reads / 2 + 1) * 1_000_000;
      reads++;
      return now;
    }
  }

  @Test
  void theRateIsTheMedianOfRepetitions() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(4);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness, graph.build(harness), graph.observations(harness), 4, graph.dataset());
      ImmutableMap<String, Estimate> numbers =
          new Speed(6, 1, 3)
              .measure(
                  evaluated,
                  ImmutableMap.of("encodings-per-second", evaluated.graph().observations()),
                  new Slowing());
      // Ten batches of six in 1, 2 and 3 milliseconds.
      Estimate rate = numbers.get("encodings-per-second");
      assertEquals(60 / 0.002, rate.value(), 1e-6);
      assertEquals(180, rate.n());
      assertEquals(4 * 10, evaluated.draws().size(), "and ten that are not counted");
    }
  }

  @Test
  void aModelIsTimedAtAllThatItCanDo() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(4);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness, graph.build(harness), graph.observations(harness), 4, graph.dataset());
      ImmutableMap<String, Estimate> numbers = evaluated.measure(new Speed(10, 3, 2));
      assertEquals(
          ImmutableSet.of("samples-per-second", "encodings-per-second", "scores-per-second"),
          numbers.keySet());
      numbers
          .values()
          .forEach(rate -> assertTrue(rate.value() > 0 && rate.standardError().isPresent()));
      new Speed(10, 3, 2)
          .columns()
          .forEach(column -> assertEquals(Column.Better.NEITHER, column.better()));
    }
  }
}
