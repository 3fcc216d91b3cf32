package org.lowerbound.evaluation.outlier;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.DatasetSpec;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.Standardization;
import org.lowerbound.data.ValueKind;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.tensorflow.ndarray.Shape;

/** Outlier scores of the linear-Gaussian model, where log p(x) and every gap are known. */
class OutliersTest {
  private static final int COUNT = 60;
  private static final int OTHERS = 45;
  private static final int DIMENSION = 5;

  /** Draws of 32 bits, sums of some dozen terms. */
  private static final double ROUNDING = 2e-4;

  private static Dataset others(double scale) {
    ImmutableMap.Builder<Split, Observations> splits = ImmutableMap.builder();
    for (Split split : new Split[] {Split.TRAIN, Split.TEST}) {
      RandomStream stream = new RandomStream(7, split.label());
      float[] values = new float[OTHERS * DIMENSION];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (scale * stream.nextGaussian());
      }
      splits.put(split, new Observations.Floats(values, OTHERS, DIMENSION));
    }
    return Dataset.of(
        "others",
        Shape.of(DIMENSION),
        ValueKind.REAL,
        FreshDraw.NOTHING,
        splits.buildOrThrow(),
        Optional.empty(),
        Optional.empty());
  }

  private static EvaluationScope beside(EvaluationScope graph, Dataset other) {
    return new EvaluationScope(
        graph.model(),
        graph.observations(),
        graph.pass(),
        graph.noise(),
        graph.dataset(),
        graph.objective(),
        graph.gradients(),
        graph.classifiers(),
        spec -> other);
  }

  /** What a metric gives, and what it keeps. */
  private record Measured(
      ImmutableMap<String, Estimate> numbers, ImmutableMap<String, double[]> kept) {}

  private static Measured measure(
      LinearGaussianGraph model, Dataset other, OutlierScore score, int examples) {
    DatasetSpec spec = source -> other;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated runner =
          new Evaluated(
              harness, model.build(harness), model.observations(harness), COUNT, model.dataset());
      Outliers metric = new Outliers(spec, score, examples, Optional.of("others"));
      ImmutableMap<String, Estimate> numbers =
          metric.build(harness.tf(), beside(runner.graph(), other)).measure(runner);
      return new Measured(numbers, runner.kept());
    }
  }

  private static double[] logDensities(LinearGaussianGraph model, Dataset data, double[] rows) {
    double[] logP = new double[rows.length];
    double[] x = new double[DIMENSION];
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < DIMENSION; d++) {
        x[d] = data.splits().get(Split.TEST).value(ValueKind.REAL, (int) rows[i], d);
      }
      logP[i] = model.dataset().exactDensity().orElseThrow().logProb(x);
    }
    return logP;
  }

  /** With the exact posterior one weight is p(x): every score is the negative of its logarithm. */
  @Test
  void bothKindsHaveTheScoresOfTheirOwnRows() {
    LinearGaussianGraph model = LinearGaussianGraph.exact(COUNT);
    Dataset others = others(3);
    Measured measured = measure(model, others, new NllScore(1), 40);
    double[] inlierRows = measured.kept().get("inlier-rows");
    double[] outlierRows = measured.kept().get("outlier-rows");
    assertEquals(40, IntStream.range(0, 40).mapToDouble(i -> inlierRows[i]).distinct().count());
    assertEquals(40, IntStream.range(0, 40).mapToDouble(i -> outlierRows[i]).distinct().count());
    double[] inliers = logDensities(model, model.dataset(), inlierRows);
    double[] outliers = logDensities(model, others, outlierRows);
    for (int i = 0; i < 40; i++) {
      assertEquals(-inliers[i], measured.kept().get("inliers")[i], ROUNDING * Math.abs(inliers[i]));
      assertEquals(
          -outliers[i], measured.kept().get("outliers")[i], ROUNDING * Math.abs(outliers[i]));
    }
    Ranking expected = new Ranking(measured.kept().get("inliers"), measured.kept().get("outliers"));
    assertEquals(expected.auroc(), measured.numbers().get("auroc-nll-others"));
    assertTrue(measured.numbers().get("auroc-nll-others").value() > 0.9);
    assertEquals(80, measured.numbers().get("aupr-nll-others").n());
  }

  @Test
  void noMoreAreComparedThanThereAre() {
    Measured measured = measure(LinearGaussianGraph.exact(COUNT), others(1), new NllScore(1), 1000);
    assertEquals(OTHERS, measured.kept().get("inliers").length);
    assertEquals(OTHERS, measured.kept().get("outliers").length);
  }

  /** The ELBO is below log p(x) by the gap, which is one for all x. */
  @Test
  void theElboIsBelowByTheGap() {
    LinearGaussianGraph model = LinearGaussianGraph.wrong(0.8, 0.3, COUNT);
    Dataset others = others(2);
    int draws = 400;
    Measured measured = measure(model, others, new ElboScore(draws), 30);
    for (String kind : new String[] {"inlier", "outlier"}) {
      double[] logP =
          logDensities(
              model,
              kind.equals("inlier") ? model.dataset() : others,
              measured.kept().get(kind + "-rows"));
      double[] differences = new double[logP.length];
      for (int i = 0; i < logP.length; i++) {
        differences[i] = measured.kept().get(kind + "s")[i] + logP[i];
      }
      Estimate mean = Estimate.meanOf(differences);
      assertEquals(model.gap(), mean.value(), 4 * mean.standardError().orElseThrow(), kind);
    }
  }

  /**
   * The exact posterior is a diagonal normal: fitted to one observation, q(z | x) becomes it, and
   * the regret is all of the gap.
   */
  @Test
  void theRegretIsTheGap() {
    LinearGaussianGraph model = LinearGaussianGraph.wrong(0.8, 0.3, COUNT);
    Measured measured = measure(model, others(2), new LikelihoodRegret(150, 0.03, 50), 20);
    for (String kind : new String[] {"inliers", "outliers"}) {
      double[] regrets = measured.kept().get(kind);
      for (double regret : regrets) {
        // A thousand draws whose deviation is of the size of the residuals, up to about 3; the last
        // steps of Adam are noisy, too.
        assertEquals(model.gap(), regret, 0.3, kind);
      }
      assertEquals(model.gap(), Estimate.meanOf(regrets).value(), 0.08, kind);
    }
  }

  /** Where the encoder is right, there is nothing to regret. */
  @Test
  void anExactPosteriorHasNothingToRegret() {
    Measured measured =
        measure(
            LinearGaussianGraph.exact(COUNT), others(2), new LikelihoodRegret(50, 0.01, 20), 20);
    for (double regret : measured.kept().get("outliers")) {
      assertEquals(0, regret, 0.06);
    }
  }

  @Test
  void observationsOfAnotherFormAreRefusedInWords() {
    LinearGaussianGraph model = LinearGaussianGraph.exact(COUNT);
    Dataset wide =
        Dataset.of(
            "wide",
            Shape.of(6),
            ValueKind.REAL,
            FreshDraw.NOTHING,
            ImmutableMap.of(
                Split.TRAIN,
                new Observations.Floats(new float[6], 1, 6),
                Split.TEST,
                new Observations.Floats(new float[6], 1, 6)),
            Optional.empty(),
            Optional.empty());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> measure(model, wide, new NllScore(1), 10))
            .getMessage()
            .startsWith("an observation of wide has the shape [6], but one of linear-gaussian"));
    Dataset bits =
        Dataset.of(
            "bits",
            Shape.of(DIMENSION),
            ValueKind.BINARY,
            FreshDraw.NOTHING,
            ImmutableMap.of(
                Split.TRAIN,
                new Observations.Bytes(new byte[DIMENSION], 1, DIMENSION),
                Split.TEST,
                new Observations.Bytes(new byte[DIMENSION], 1, DIMENSION)),
            Optional.empty(),
            Optional.empty());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class, () -> measure(model, bits, new NllScore(1), 10))
            .getMessage()
            .contains("the values of bits are binary (0 or 1)"));
    assertThrows(
        IllegalArgumentException.class, () -> new InputComplexity(1).checkFits(model.dataset()));
  }

  /** Real values are seen by the trial's means and scales, whatever the other's own are. */
  @Test
  void outliersAreStandardizedByTheTrialsNumbers() {
    Dataset plain = others(1);
    Standardization own =
        new Standardization(
            ImmutableDoubleArray.of(1, 2, 3, 4, 5), ImmutableDoubleArray.of(2, 2, 2, 4, 4));
    Dataset other =
        plain.withStandardization(
            new Standardization(
                ImmutableDoubleArray.of(5, 5, 5, 5, 5), ImmutableDoubleArray.of(3, 3, 3, 3, 3)));
    float[] seen =
        OtherObservations.values(
            plain.withStandardization(own), other, new int[] {2}, new RandomStream(1, ""));
    float[] raw = OtherObservations.values(plain, other, new int[] {2}, new RandomStream(1, ""));
    for (int d = 0; d < DIMENSION; d++) {
      double x = 5 + 3 * plain.splits().get(Split.TEST).value(ValueKind.REAL, 2, d);
      assertEquals((x - own.mean().get(d)) / own.scale().get(d), seen[d], 1e-6 * Math.abs(x));
      assertEquals(x, raw[d], 1e-6 * Math.abs(x));
    }
  }

  /** Binary images are drawn from grey levels: never a one of level 0, always of level 255. */
  @Test
  void outliersAreDrawnAsTheTrialsDataAre() {
    byte[] levels = {0, (byte) 255, (byte) 128, 0, (byte) 255, 64};
    Observations images = new Observations.Bytes(levels, 2, 3);
    Dataset grey =
        Dataset.of(
            "grey",
            Shape.of(3),
            ValueKind.GREY,
            FreshDraw.BINARIZATION,
            ImmutableMap.of(Split.TRAIN, images, Split.TEST, images),
            Optional.empty(),
            Optional.empty());
    double sum = 0;
    for (int seed = 0; seed < 400; seed++) {
      float[] drawn =
          OtherObservations.values(grey, grey, new int[] {1, 0}, new RandomStream(seed, ""));
      assertArrayEquals(new float[] {0, 1}, new float[] {drawn[0], drawn[1]});
      assertArrayEquals(new float[] {0, 1}, new float[] {drawn[3], drawn[4]});
      sum += drawn[5];
    }
    assertEquals(128 / 255.0, sum / 400, 4 * 0.5 / Math.sqrt(400));
  }

  @Test
  void columnsHaveTheScoreAndTheData() {
    Outliers metric =
        new Outliers(source -> others(1), new ElboScore(1), 10, Optional.of("odd-ones"));
    assertEquals(
        ImmutableList.of("auroc-elbo-odd-ones", "aupr-elbo-odd-ones"),
        metric.columns().stream()
            .map(org.lowerbound.evaluation.Column::name)
            .collect(ImmutableList.toImmutableList()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Outliers(source -> others(1), new ElboScore(1), 10, Optional.of("a b")));
  }
}
