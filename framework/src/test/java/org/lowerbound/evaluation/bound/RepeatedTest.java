package org.lowerbound.evaluation.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Dependence;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.model.KlEstimator;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;

final class RepeatedTest {
  private static final int COUNT = 40;

  private static Evaluated evaluated(GraphHarness harness, LinearGaussianGraph graph) {
    return new Evaluated(
        harness, graph.build(harness), graph.observations(harness), COUNT, graph.dataset());
  }

  @Test
  void theErrorIsThatOfTheDrawsAndNotOfTheExamples() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.5, 0.3, COUNT);
    int times = 12;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      ImmutableMap<String, Estimate> numbers =
          evaluated.measure(new Repeated(new Nll(20, 20), times));
      assertEquals(
          ImmutableSet.of("nll", "nll-draw-error"), numbers.keySet(), "both and no others");
      double[] means =
          IntStream.rangeClosed(1, times)
              .mapToDouble(i -> LinearGaussianGraph.mean(evaluated.kept().get("nll-" + i)))
              .toArray();
      assertEquals(times, Arrays.stream(means).distinct().count(), "draws of their own");
      Estimate ofMeans = Estimate.meanOf(means);
      assertEquals(ofMeans.value(), numbers.get("nll").value(), 1e-12);
      double drawError = ofMeans.standardError().orElseThrow();
      assertEquals(drawError, numbers.get("nll-draw-error").value(), 1e-12);
      double overExamples = numbers.get("nll").standardError().orElseThrow();
      assertTrue(drawError < overExamples / 5, drawError + ", " + overExamples);
      assertEquals(COUNT, numbers.get("nll").n());
      assertEquals(
          MonteCarlo.of(graph.logEvidence()).standardError(), overExamples, 0.1 * overExamples);
    }
  }

  @Test
  void theFirstMeasurementIsTheOneThatThereIsWithout() {
    LinearGaussianGraph graph = LinearGaussianGraph.wrong(0.5, 0.3, COUNT);
    double[] repeated;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      evaluated.measure(new Repeated(new Nll(20, 7), 2));
      repeated = evaluated.kept().get("nll-1");
    }
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      evaluated.measure(new Nll(20, 7));
      assertEquals(
          Arrays.toString(evaluated.kept().get("nll")), Arrays.toString(repeated), "bit by bit");
    }
  }

  @Test
  void withoutNoiseThereIsNoError() {
    try (GraphHarness harness = new GraphHarness()) {
      ImmutableMap<String, Estimate> numbers =
          evaluated(harness, LinearGaussianGraph.exact(COUNT))
              .measure(new Repeated(new ExactNll(), 3));
      assertEquals(0, numbers.get("exact-nll-draw-error").value(), 1e-12);
    }
  }

  @Test
  void columnsAreThoseOfTheMetricWithTheirErrors() {
    ImmutableList<Column> columns =
        new Repeated(new ElboMetric(10, KlEstimator.MONTE_CARLO), 4).columns();
    assertEquals(
        ImmutableList.of(
            "elbo",
            "elbo-draw-error",
            "rate",
            "rate-draw-error",
            "distortion",
            "distortion-draw-error"),
        columns.stream().map(Column::name).toList());
    assertEquals(Dependence.EVIDENCE, columns.get(0).dependence());
    assertEquals(Dependence.LIKELIHOOD, columns.get(1).dependence(), "never in bits as a bound is");
    assertEquals(Column.Better.LOWER, columns.get(1).better());
    assertEquals(
        "Evidence lower bound per example, at beta = 1; mean of 4 measurements",
        columns.get(0).description());
  }

  @Test
  void badArgumentsAreNamed() {
    assertThrows(IllegalArgumentException.class, () -> new Repeated(new ExactNll(), 1));
    assertEquals(
        "a metric that is repeated cannot be repeated once more",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Repeated(new Repeated(new ExactNll(), 2), 2))
            .getMessage());
  }
}
