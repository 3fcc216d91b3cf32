package org.lowerbound.evaluation.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.EvaluationSpec;
import org.lowerbound.evaluation.IdentityCodes;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.ndarray.Shape;

/** Scores as metrics of a model: by chance, at best, on which codes, and what they refuse. */
final class FactorScoresTest {
  private static final double ROUNDING = 1e-12; // Sums in double precision.

  /** 180 examples of three factors and five units: no two axes have the same size. */
  private static final int[][] CLASSES = HandMade.grid(6, 2, 3, 5);

  private static final LearningPoints POINTS = new LearningPoints(100, 50);
  private static final BatchPoints BATCHES = new BatchPoints(8, 150, 100);

  private static ImmutableList<CodeMetric> metrics(ScoreOptions options) {
    return ImmutableList.of(
        new FactorVaeScore(BATCHES, 0.05, options),
        new BetaVaeScore(BATCHES, options),
        new Dci(POINTS, 5, 2, 0.3, options),
        new Sap(POINTS, 0.01, options),
        new ModularityExplicitness(POINTS, 20, Binning.EQUAL_WIDTH, 0.05, options),
        new Irs(10_000, 0.99, options),
        new MutualInformationGap(20));
  }

  private static ImmutableMap<String, Estimate> measure(
      ScoreOptions options, double[][] codes, int[][] classes) {
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    for (CodeMetric metric : metrics(options)) {
      numbers.putAll(IdentityCodes.measure(metric, codes, classes));
    }
    return numbers.buildOrThrow();
  }

  private static double[][] perfect() {
    return HandMade.codes(CLASSES, 5, (row, u) -> u < 3 ? 10.0 * row[2 - u] : 0);
  }

  private static ImmutableList<Column> scores() {
    return metrics(ScoreOptions.STANDARD).stream()
        .flatMap(metric -> metric.columns().stream())
        .filter(column -> column.better() != Better.NEITHER)
        .collect(ImmutableList.toImmutableList());
  }

  @Test
  void perfectCodesAreAtBestAndFarFromChance() {
    ImmutableMap<String, Estimate> numbers = measure(ScoreOptions.STANDARD, perfect(), CLASSES);
    for (Column column : scores()) {
      Estimate estimate = numbers.get(column.name());
      Chance chance = estimate.caveats().chance().orElseThrow();
      double ideal = estimate.caveats().ideal().orElseThrow();
      // A few units of noise are modular by accident: 0.74 ± 0.2 here.
      assertEquals(
          column.name().equals("modularity"),
          chance.explains(estimate.value(), column.better()),
          column + " " + estimate);
      // Other batches and other parts for the factors themselves; SAP sees another scale, too.
      assertEquals(
          ideal, estimate.value(), column.name().equals("sap") ? 0.3 : 0.05, column.name());
      assertEquals(CLASSES.length, estimate.n());
    }
    assertEquals(1, numbers.get("factor-vae-score").value(), ROUNDING);
    assertEquals(1.0 / 3, chance(numbers, "factor-vae-score").mean(), 0.1);
    assertEquals(1.0 / 3, chance(numbers, "beta-vae-score").mean(), 0.1);
    assertEquals(0.5, chance(numbers, "explicitness").mean(), 0.1);
  }

  private static Chance chance(ImmutableMap<String, Estimate> numbers, String name) {
    return numbers.get(name).caveats().chance().orElseThrow();
  }

  @Test
  void countsOfUnitsHaveNoChance() {
    Estimate units = IdentityCodes.measure(new Irs(), perfect(), CLASSES).get("irs-units");
    assertEquals(3, units.value());
    assertTrue(units.caveats().chance().isEmpty() && units.caveats().ideal().isEmpty());
  }

  @Test
  void noiseIsExplainedByChance() {
    double[][] noise = HandMade.noise(CLASSES.length, 5, 1);
    ImmutableMap<String, Estimate> numbers = measure(ScoreOptions.STANDARD, noise, CLASSES);
    for (Column column : scores()) {
      Estimate estimate = numbers.get(column.name());
      Chance chance = estimate.caveats().chance().orElseThrow();
      // The deviation of as few as three numbers may be half of what it should be.
      assertEquals(
          chance.mean(), estimate.value(), 6 * chance.standardDeviation() + 0.02, column.name());
    }
  }

  @Test
  void numbersAreAFunctionOfTheSeed() {
    double[][] noise = HandMade.noise(CLASSES.length, 5, 1);
    FactorVaeScore first = new FactorVaeScore(BATCHES, 0.05, ScoreOptions.STANDARD);
    FactorVaeScore second =
        new FactorVaeScore(BATCHES, 0.05, new ScoreOptions(Representation.MEAN, 1));
    ImmutableMap<String, Estimate> numbers = IdentityCodes.measure(first, noise, CLASSES);
    assertEquals(numbers, IdentityCodes.measure(first, noise, CLASSES));
    assertNotEquals(numbers, IdentityCodes.measure(second, noise, CLASSES));
  }

  @Test
  void drawsHaveTheNoiseThatMeansHaveNot() {
    // The posterior's scale is exp 2, the factors' values are 1 apart.
    ScoreOptions sampled = new ScoreOptions(Representation.SAMPLED, 0);
    double far =
        IdentityCodes.measure(new Irs(10_000, 0.99, sampled), perfect(), CLASSES)
            .get("irs-units")
            .value();
    assertEquals(5, far, "constant means have draws that vary");
    Dci dci = new Dci(POINTS, 5, 2, 0.3, sampled);
    double[][] near = HandMade.codes(CLASSES, 5, (row, u) -> u < 3 ? row[u] : 0);
    assertTrue(
        IdentityCodes.measure(dci, near, CLASSES).get("dci-informativeness-error").value() > 0.2);
  }

  @Test
  void codesThatAreNotFiniteHaveNoNumbers() {
    double[][] codes = perfect();
    codes[7][1] = Double.NaN;
    for (CodeMetric metric : metrics(ScoreOptions.STANDARD)) {
      ImmutableMap<String, Estimate> numbers = IdentityCodes.measure(metric, codes, CLASSES);
      assertEquals(metric.columns().size(), numbers.size());
      numbers.values().forEach(number -> assertTrue(Double.isNaN(number.value())));
    }
  }

  @Test
  void thePresetHasTheNumbersOfItsParts() {
    double[][] noise = HandMade.noise(60, 3, 1);
    int[][] classes = HandMade.grid(10, 2, 3);
    ImmutableMap<String, Estimate> all =
        IdentityCodes.measure(new Disentanglement(Preset.LOCATELLO_2019), noise, classes);
    assertEquals(
        new Disentanglement(Preset.LOCATELLO_2019).columns().stream().map(Column::name).toList(),
        all.keySet().asList());
    for (Metric metric : ImmutableList.of(new Dci(), new Sap(), new Irs())) {
      IdentityCodes.measure(metric, noise, classes)
          .forEach((name, number) -> assertEquals(number, all.get(name), name));
    }
    assertEquals(13, all.size());
  }

  @Test
  void thePresetIsThatOfTheStudy() {
    FactorVaeScore factorVae = new FactorVaeScore();
    assertEquals(new BatchPoints(64, 10_000, 5_000), factorVae.points());
    assertEquals(0.05, factorVae.threshold());
    assertEquals(new BatchPoints(64, 10_000, 5_000), new BetaVaeScore().points());
    assertEquals(new LearningPoints(10_000, 5_000), new Dci().points());
    assertEquals(ImmutableList.of(100, 3), ImmutableList.of(new Dci().trees(), new Dci().depth()));
    assertEquals(0.01, new Sap().cost());
    assertEquals(20, new ModularityExplicitness().bins());
    assertEquals(0.99, new Irs().quantile());
  }

  private static void assertRefused(String message, Metric metric, int[][] classes) {
    Dataset dataset =
        IdentityCodes.images(classes.length, 2, Optional.of(IdentityCodes.factors(classes)));
    EvaluationSpec spec =
        new EvaluationSpec(
            ImmutableList.of(metric), ImmutableList.of(Split.TEST), ImmutableList.of());
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> spec.checkFits(dataset)).getMessage());
  }

  @Test
  void whatCannotBeMeasuredIsRefusedBeforehand() {
    assertEquals(
        "the factors of test-set are not known; sap needs a data set like sprites",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Sap().checkFits(IdentityCodes.images(4, 2, Optional.empty())))
            .getMessage());
    assertRefused(
        "factor-vae-score needs factors that vary, at least 2, and the test split of test-set has 1",
        new FactorVaeScore(),
        new int[][] {{0, 3}, {0, 4}, {0, 4}});
    assertRefused(
        "beta-vae-score compares examples with the same value of a factor, and no two in the test"
            + " split of test-set have the same factor1",
        new BetaVaeScore(),
        new int[][] {{0, 3}, {0, 4}, {1, 5}});
    assertRefused(
        "dci needs 30 examples, and the test split of test-set has 4",
        new Disentanglement(Preset.LOCATELLO_2019),
        HandMade.grid(1, 2, 2));
    assertRefused(
        "irs needs factors that vary, at least 1, and the test split of test-set has 0",
        new Irs(),
        new int[12][1]);
    assertEquals(
        "threshold must not be negative but is -1.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new FactorVaeScore(BATCHES, -1, ScoreOptions.STANDARD))
            .getMessage());
  }

  @Test
  void oneUnitCannotBeCompared() {
    int[][] classes = HandMade.grid(10, 2, 2);
    double[][] one = HandMade.codes(classes, 1, (row, u) -> row[0]);
    assertEquals(
        "dci compares latent units, and this model has only one",
        assertThrows(
                IllegalArgumentException.class,
                () -> IdentityCodes.measure(new Dci(), one, classes))
            .getMessage());
  }

  @Test
  void examplesAreRunOnceAndProgressIsHeardOf() {
    int count = CLASSES.length;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness,
              IdentityCodes.model(5),
              harness.input(Shape.of(count, 5), new float[5 * count]),
              count,
              IdentityCodes.images(count, 5, Optional.of(IdentityCodes.factors(CLASSES))));
      evaluated.measure(new Irs());
      assertEquals(1, evaluated.draws().size());
      assertTrue(evaluated.progress().size() > 10, evaluated.progress().toString());
      assertEquals(count, evaluated.progress().get(evaluated.progress().size() - 1));
    }
  }
}
