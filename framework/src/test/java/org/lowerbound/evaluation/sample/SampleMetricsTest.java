package org.lowerbound.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.data.synthetic.Unobserved;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.sampler.CodeSampler;
import org.lowerbound.evaluation.sampler.MixtureSampler;
import org.lowerbound.evaluation.sampler.NormalSampler;
import org.lowerbound.evaluation.sampler.PriorSampler;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Metrics on draws, of a model that has the distribution of the data and of ones that have not. */
final class SampleMetricsTest {
  private static final int COUNT = 300;

  private static Comparison comparison(CodeSampler sampler, boolean means, int examples) {
    return new Comparison(sampler, means, new PixelFeatures(), examples);
  }

  private static PrecisionRecall prdc(Comparison comparison) {
    return new PrecisionRecall(comparison, 5);
  }

  @Test
  void columnsTellWhatIsNotTheDefault() {
    assertEquals(
        ImmutableList.of(
            "precision",
            "recall",
            "density",
            "coverage",
            "precision-real",
            "recall-real",
            "density-real",
            "coverage-real"),
        ImmutableList.copyOf(
            prdc(comparison(new PriorSampler(), false, 100)).columns().stream()
                .map(Column::name)
                .toList()));
    assertEquals(
        "frechet-distance-mixture-3-means",
        new FrechetMetric(comparison(new MixtureSampler(3, 10, 10), true, 100))
            .columns()
            .get(0)
            .name());
  }

  @Test
  void drawsOfTheDatasOwnDistributionAreAsGoodAsTheData() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      ImmutableMap<String, Estimate> own =
          evaluated.measure(prdc(comparison(new PriorSampler(), false, 250)));
      // Naeem et al. 2020, equation 9: 0.97, to four standard errors of 250 examples and more.
      assertEquals(0.97, own.get("coverage").value(), 0.05);
      assertEquals(1, own.get("density").value(), 0.25);
      assertEquals(250, own.get("recall").n());
      assertTrue(own.get("precision").standardError().isPresent());
      double[] rows = evaluated.kept().get("row");
      assertEquals(250, Arrays.stream(rows).distinct().count(), "each row once");
      assertEquals(
          own.get("coverage").value(),
          Arrays.stream(evaluated.kept().get("coverage")).average().orElseThrow(),
          1e-12);
      // Means have no noise: they lie closer to the plane of the loadings than data do.
      ImmutableMap<String, Estimate> means =
          evaluated(harness, graph).measure(prdc(comparison(new PriorSampler(), true, 250)));
      assertTrue(means.get("recall-means").value() < own.get("recall").value() - 0.1);
    }
  }

  @Test
  void drawsOfTheDatasOwnDistributionVaryAsTheDataDo() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      ImmutableMap<String, Estimate> own =
          evaluated.measure(new VarianceRatio(comparison(new PriorSampler(), false, COUNT)));
      // A sum of five variances, mostly of two independent ones: √(2/n) each, twice, four of them.
      assertEquals(1, own.get("variance-ratio").value(), 0.4);
      // All splits of a harness are one.
      assertEquals(1, own.get("variance-ratio-real").value(), 1e-6);
      // Means lack the variance of the noise.
      double means =
          evaluated(harness, graph)
              .measure(new VarianceRatio(comparison(new PriorSampler(), true, COUNT)))
              .get("variance-ratio-means")
              .value();
      assertTrue(means < own.get("variance-ratio").value(), "means vary by " + means);
    }
  }

  @Test
  void aDistanceIsNearThatOfTheDistributions() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(COUNT);
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated = evaluated(harness, graph);
      ImmutableMap<String, Estimate> numbers =
          evaluated.measure(new FrechetMetric(comparison(new PriorSampler(), false, 10_000)));
      Estimate own = numbers.get("frechet-distance");
      assertEquals(COUNT, own.n(), "as many as there are");
      assertTrue(own.value() > 0 && own.value() < 0.2, own.toString());
      // All splits of a harness are one, so that the data's other half is the same in another
      // order.
      assertEquals(0, numbers.get("frechet-distance-real").value(), 1e-6);
      // Means lack the noise σ² in the three directions without loadings, at least.
      double means =
          evaluated
              .measure(new FrechetMetric(comparison(new PriorSampler(), true, 10_000)))
              .get("frechet-distance-means")
              .value();
      double noise = graph.model().noise();
      assertEquals(3 * noise * noise, means, 0.5 * noise * noise + own.value());
      // A normal fitted to codes of the exact posterior is the prior again.
      double fitted =
          evaluated
              .measure(new FrechetMetric(comparison(new NormalSampler(), false, 10_000)))
              .get("frechet-distance-normal")
              .value();
      assertEquals(own.value(), fitted, 0.1);
    }
  }

  private static Evaluated evaluated(GraphHarness harness, LinearGaussianGraph graph) {
    return new Evaluated(
        harness, graph.build(harness), graph.observations(harness), COUNT, graph.dataset());
  }

  @Test
  void numbersOfValuesThatAreNotFiniteAreNone() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(20);
    try (GraphHarness harness = new GraphHarness()) {
      float[] values = graph.observations();
      values[3] = Float.NaN;
      Operand<TFloat32> x = harness.input(Shape.of(20, 5), values);
      Evaluated evaluated = new Evaluated(harness, graph.build(harness), x, 20, graph.dataset());
      for (Estimate number :
          evaluated.measure(prdc(comparison(new PriorSampler(), false, 20))).values()) {
        assertTrue(Double.isNaN(number.value()));
      }
      for (Estimate number :
          evaluated
              .measure(new FrechetMetric(comparison(new PriorSampler(), false, 20)))
              .values()) {
        assertTrue(Double.isNaN(number.value()));
      }
    }
  }

  @Test
  void theSameSeedHasTheSameNumbers() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(60);
    double[] values = new double[2];
    for (int i = 0; i < 2; i++) {
      try (GraphHarness harness = new GraphHarness()) {
        Evaluated evaluated =
            new Evaluated(
                harness, graph.build(harness), graph.observations(harness), 60, graph.dataset());
        values[i] =
            evaluated
                .measure(new FrechetMetric(comparison(new MixtureSampler(2, 50, 20), false, 60)))
                .get("frechet-distance-mixture-2")
                .value();
      }
    }
    assertArrayEquals(new double[] {values[0], values[0]}, values);
  }

  @Test
  void tooFewAndTooManyExamplesAreRefused() {
    Observations wide = new Observations.Floats(new float[200], 2, 100);
    Dataset dataset = dataset(wide, wide);
    assertEquals(
        "examples is 1000000: with 100 values an observation that is too much memory; at most"
            + " 335544 works",
        assertThrows(
                IllegalArgumentException.class,
                () -> comparison(new PriorSampler(), false, 1_000_000).checkFits(dataset))
            .getMessage());
    assertEquals(
        "examples is 5, but each has 5 neighbours: more examples work", refusal(5, dataset));
    assertEquals(
        "a split of wide has 2 examples, which do not have 5 neighbours each; fewer work",
        refusal(100, dataset));
    assertEquals(
        "frechet-distance needs 2 examples at least for their variance, and the test split of wide"
            + " has 1",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new FrechetMetric(comparison(new PriorSampler(), false, 100))
                        .checkFits(dataset(wide, new Observations.Floats(new float[100], 1, 100))))
            .getMessage());
    assertEquals(
        "components is 11, but examples is 10",
        assertThrows(
                IllegalArgumentException.class,
                () -> new MixtureSampler(11, 10, 10).prepare(null, 3))
            .getMessage());
  }

  @Test
  void dataWithoutValuesAreRefused() {
    Dataset none = new Unobserved(2).load(null);
    assertEquals(
        "none has no values: there is nothing that samples could be compared with",
        refusal(100, none));
  }

  private static Dataset dataset(Observations train, Observations test) {
    return Dataset.of(
        "wide",
        Shape.of(100),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, train, Split.TEST, test),
        Optional.empty(),
        Optional.empty());
  }

  private static String refusal(int examples, Dataset dataset) {
    return assertThrows(
            IllegalArgumentException.class,
            () -> prdc(comparison(new PriorSampler(), false, examples)).checkFits(dataset))
        .getMessage();
  }
}
