package org.lowerbound.evaluation.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.Fed;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

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

  /** What runs nothing, and notes how many rows it was asked for. */
  private static final class Counting implements SplitRunner {
    final Set<Integer> rows = new HashSet<>();

    @Override
    public Split split() {
      return Split.TEST;
    }

    @Override
    public SplitRunner of(Split other) {
      return this;
    }

    @Override
    public void keep(String name, double[] perExample) {}

    @Override
    public int count() {
      return 4;
    }

    @Override
    public ImmutableList<float[]> run(
        int[] asked, long draw, ImmutableList<Fed> fed, ImmutableList<Operand<TFloat32>> fetches) {
      rows.add(asked.length);
      return ImmutableList.of();
    }

    @Override
    public void progress(int examplesDone) {}
  }

  /** With fewer rows than draws a model that is given labels would make only one for each row. */
  @Test
  void asManyRowsAreRunAsDrawsAreCounted() {
    try (GraphHarness harness = new GraphHarness()) {
      Counting runner = new Counting();
      new Speed(6, 1, 3)
          .measure(
              runner,
              ImmutableMap.of("samples-per-second", harness.input(Shape.of(1), 0)),
              new Slowing());
      assertEquals(ImmutableSet.of(6), runner.rows);
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
