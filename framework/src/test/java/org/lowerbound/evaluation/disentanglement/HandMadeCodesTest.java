package org.lowerbound.evaluation.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.lowerbound.evaluation.disentanglement.HandMade.beside;
import static org.lowerbound.evaluation.disentanglement.HandMade.codes;
import static org.lowerbound.evaluation.disentanglement.HandMade.factors;
import static org.lowerbound.evaluation.disentanglement.HandMade.grid;
import static org.lowerbound.evaluation.disentanglement.HandMade.noise;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.random.RandomStream;

/** Scores of codes that anyone can work out. */
final class HandMadeCodesTest {
  private static final double ROUNDING = 1e-12; // Sums in double precision.

  /** No two axes have the same size: 360 examples, 3 factors of 2, 3 and 5 values. */
  private static final int[][] CLASSES = grid(12, 2, 3, 5);

  private static final VaryingFactors FACTORS = factors(CLASSES);
  private static final int COUNT = CLASSES.length;

  /** A unit for each factor, in another order, scaled, shifted and turned, and one without use. */
  private static final double[][] PERMUTED =
      codes(CLASSES, 4, (row, u) -> u == 3 ? 7 : (u - 4) * row[(u + 1) % 3] + 3);

  private static final LearningPoints POINTS = new LearningPoints(200, 100);
  private static final BatchPoints BATCHES = new BatchPoints(16, 300, 300);

  private static final FactorVaeScore FACTOR_VAE =
      new FactorVaeScore(BATCHES, 0.05, ScoreOptions.STANDARD);
  private static final BetaVaeScore BETA_VAE = new BetaVaeScore(BATCHES, ScoreOptions.STANDARD);
  private static final Dci DCI = new Dci(POINTS, 20, 3, 0.1, ScoreOptions.STANDARD);
  private static final Sap SAP = new Sap(POINTS, 0.01, ScoreOptions.STANDARD);
  private static final ModularityExplicitness MODULARITY =
      new ModularityExplicitness(POINTS, 20, Binning.EQUAL_WIDTH, 0.05, ScoreOptions.STANDARD);
  private static final Irs IRS = new Irs(10_000, 0.99, ScoreOptions.STANDARD);

  private static ImmutableMap<String, Double> numbers(
      FactorScore score, double[][] codes, VaryingFactors factors) {
    return score.numbers(codes, factors, new RandomStream(3, "test"));
  }

  private static double number(FactorScore score, String name, double[][] codes) {
    return numbers(score, codes, FACTORS).get(name);
  }

  private static double gap(double[][] codes, VaryingFactors factors) {
    return new BinnedCodes(codes, 20, Binning.EQUAL_WIDTH).gap(factors);
  }

  @Test
  void aUnitForEachFactorIsPerfectInAnyOrderAndScale() {
    assertEquals(1, gap(PERMUTED, FACTORS), ROUNDING);
    assertEquals(1, number(FACTOR_VAE, "factor-vae-score", PERMUTED), ROUNDING);
    assertEquals(1, number(BETA_VAE, "beta-vae-score", PERMUTED), ROUNDING);
    ImmutableMap<String, Double> dci = numbers(DCI, PERMUTED, FACTORS);
    assertEquals(1, dci.get("dci-disentanglement"), ROUNDING);
    assertEquals(1, dci.get("dci-completeness"), ROUNDING);
    assertEquals(0, dci.get("dci-informativeness-error"));
    // Of 200 examples a histogram tells (values − 1)(values − 1) / 400 nats of another factor.
    assertEquals(1, number(MODULARITY, "modularity", PERMUTED), 1e-3);
    assertEquals(1, number(IRS, "irs", PERMUTED), ROUNDING);
  }

  @Test
  void unitsAreCountedAndNotTheirValues() {
    // Values far from 0 and a constant: neither the length of a mask nor a sum of codes is 3.
    assertEquals(3, number(FACTOR_VAE, "factor-vae-units", PERMUTED));
    assertEquals(3, number(MODULARITY, "modularity-units", PERMUTED));
    assertEquals(3, number(IRS, "irs-units", PERMUTED));
  }

  @Test
  void noScoreChangesWithTheOrderOfUnits() {
    double[][] mixed =
        beside(codes(CLASSES, 3, (row, u) -> row[u] + 0.5 * row[0]), noise(COUNT, 1, 1));
    double[][] reversed =
        Arrays.stream(mixed)
            .map(code -> new double[] {code[3], code[2], code[1], code[0]})
            .toArray(double[][]::new);
    for (FactorScore score : ImmutableList.of(FACTOR_VAE, BETA_VAE, SAP, MODULARITY, IRS)) {
      ImmutableMap<String, Double> expected = numbers(score, mixed, FACTORS);
      // LIBLINEAR's stops are the only thing that is not exact.
      numbers(score, reversed, FACTORS)
          .forEach((name, value) -> assertEquals(expected.get(name), value, 1e-4, name));
    }
    assertEquals(gap(mixed, FACTORS), gap(reversed, FACTORS), ROUNDING);
  }

  @Test
  void aLineTellsTwoValuesAndSapIsTheLeadOfTheUnit() {
    // One factor of two values, which unit 0 tells and unit 1 does not: accuracies 1 and about ½.
    int[][] classes = grid(60, 2, 3);
    double[][] codes = codes(classes, 2, (row, u) -> u == 0 ? 4 * row[0] : row[1]);
    VaryingFactors both = factors(classes);
    double[][] accuracies =
        Sap.accuracies(POINTS.divide(codes, both, new RandomStream(1, "sap")), 1);
    assertEquals(1, accuracies[0][0]);
    assertEquals(0.5, accuracies[1][0], 0.15); // Three standard errors of 100 coins.
  }

  @Test
  void duplicatedUnitsHaveNoGapAndAreNotComplete() {
    double[][] twice = codes(CLASSES, 6, (row, u) -> row[u % 3]);
    assertEquals(0, gap(twice, FACTORS), ROUNDING);
    assertEquals(0, number(SAP, "sap", twice), ROUNDING);
    ImmutableMap<String, Double> dci = numbers(DCI, twice, FACTORS);
    assertEquals(1, dci.get("dci-disentanglement"), ROUNDING, "each unit is of one factor");
    // Two units for a factor, equally often taken: 1 − log 2 / log 6.
    assertEquals(1 - Math.log(2) / Math.log(6), dci.get("dci-completeness"), 0.05);
    assertEquals(1, number(MODULARITY, "modularity", twice), 1e-3);
    assertEquals(1, number(FACTOR_VAE, "factor-vae-score", twice), ROUNDING);
    assertEquals(1, number(IRS, "irs", twice), ROUNDING);
  }

  @Test
  void unitsTurnedBy45DegreesTellEquallyMuchOfBothFactors() {
    int[][] classes = grid(20, 5, 5);
    VaryingFactors both = factors(classes);
    double[][] turned = codes(classes, 2, (row, u) -> u == 0 ? row[0] + row[1] : row[0] - row[1]);
    assertEquals(0, gap(turned, both), ROUNDING);
    // Trees on a sample: not symmetric to the last split.
    assertEquals(0, numbers(DCI, turned, both).get("dci-disentanglement"), 0.05);
    assertEquals(0, numbers(MODULARITY, turned, both).get("modularity"), 0.2);
    // Fixing one factor leaves both units the variance of the other: a coin decides.
    assertEquals(0.5, numbers(FACTOR_VAE, turned, both).get("factor-vae-score"), 0.12);
    assertEquals(0.5, numbers(BETA_VAE, turned, both).get("beta-vae-score"), 0.12);
    assertEquals(0, numbers(SAP, turned, both).get("sap"), 0.1);
    // A unit moves by 4 around its mean, and by 2 with one factor fixed.
    assertEquals(
        0.5, numbers(new Irs(10_000, 1, ScoreOptions.STANDARD), turned, both).get("irs"), ROUNDING);
  }

  @Test
  void noiseScoresAsChanceDoes() {
    double[][] noise = noise(COUNT, 4, 1);
    // Standard errors of 300 votes are 0.03; the most voted of four units adds a little.
    assertEquals(1.0 / 3, number(FACTOR_VAE, "factor-vae-score", noise), 0.1);
    assertEquals(1.0 / 3, number(BETA_VAE, "beta-vae-score", noise), 0.1);
    ImmutableMap<String, Double> dci = numbers(DCI, noise, FACTORS);
    assertTrue(dci.get("dci-disentanglement") < 0.2 && dci.get("dci-completeness") < 0.2, "" + dci);
    double guessing = (1.0 / 2 + 2.0 / 3 + 4.0 / 5) / 3;
    assertEquals(guessing, dci.get("dci-informativeness-error"), 0.1);
    assertEquals(0.5, number(MODULARITY, "explicitness", noise), 0.1);
    assertTrue(number(SAP, "sap", noise) < 0.1);
  }

  @Test
  void constantCodesTellNothing() {
    double[][] constant = codes(CLASSES, 4, (row, u) -> u + 0.1);
    assertEquals(0, gap(constant, FACTORS));
    assertEquals(
        ImmutableMap.of("factor-vae-score", 0.0, "factor-vae-units", 0.0),
        numbers(FACTOR_VAE, constant, FACTORS));
    assertEquals(1.0 / 3, number(BETA_VAE, "beta-vae-score", constant), 0.1);
    ImmutableMap<String, Double> dci = numbers(DCI, constant, FACTORS);
    assertEquals(0, dci.get("dci-disentanglement"));
    assertEquals(0, dci.get("dci-completeness"));
    assertEquals(0, number(SAP, "sap", constant), ROUNDING);
    assertEquals(
        ImmutableMap.of("modularity", 0.0, "explicitness", 0.5, "modularity-units", 0.0),
        numbers(MODULARITY, constant, FACTORS));
    assertEquals(ImmutableMap.of("irs", 0.0, "irs-units", 0.0), numbers(IRS, constant, FACTORS));
  }

  @Test
  void deadUnitsDoNotCount() {
    // A unit of noise with a deviation of 0.01 has some information about each factor by histogram.
    double[][] dead = beside(PERMUTED, noise(COUNT, 2, 0.01));
    assertEquals(
        number(MODULARITY, "modularity", PERMUTED),
        number(MODULARITY, "modularity", dead),
        ROUNDING);
    assertEquals(3, number(MODULARITY, "modularity-units", dead));
    assertEquals(1, number(FACTOR_VAE, "factor-vae-score", dead), ROUNDING);
    assertEquals(3, number(FACTOR_VAE, "factor-vae-units", dead));
    ModularityExplicitness all =
        new ModularityExplicitness(POINTS, 20, Binning.EQUAL_WIDTH, 0, ScoreOptions.STANDARD);
    assertEquals(5, number(all, "modularity-units", dead));
    assertTrue(number(all, "modularity", dead) < 0.95);
  }

  @Test
  void aModularityWorkedOutByHand() {
    assertEquals(
        1 - (0.25 + 0.0625) / 2, ModularityExplicitness.modularity(0.5, 1, 0.25), ROUNDING);
    assertEquals(0, ModularityExplicitness.modularity(2, 2), ROUNDING);
    assertEquals(0, ModularityExplicitness.modularity(0, 0), ROUNDING);
  }

  @Test
  void importancesWorkedOutByHand() {
    // Unit 0 is of factor 0 alone, unit 1 of both, unit 2 of none.
    Importances matrix = new Importances(new double[][] {{0.75, 0.25, 0}, {0, 1, 0}});
    double row = 1 - (0.2 * Math.log(5) + 0.8 * Math.log(1.25)) / Math.log(2);
    assertEquals(0.75 / 2 * 1 + 1.25 / 2 * row, matrix.disentanglement(), ROUNDING);
    double column = 1 - (0.75 * Math.log(4.0 / 3) + 0.25 * Math.log(4)) / Math.log(3);
    assertEquals(0.5 * column + 0.5 * 1, matrix.completeness(), ROUNDING);
  }

  @Test
  void informativenessIsAnErrorOnExamplesThatWereNotLearntFrom() {
    Column error =
        DCI.columns().stream()
            .filter(column -> column.name().equals("dci-informativeness-error"))
            .findFirst()
            .orElseThrow();
    assertEquals(Better.LOWER, error.better());
    // Each example has a code of its own, which deep trees learn by heart: on others they guess.
    double[][] noise = noise(COUNT, 3, 1);
    Dci deep = new Dci(POINTS, 20, 16, 1, ScoreOptions.STANDARD);
    assertTrue(numbers(deep, noise, FACTORS).get("dci-informativeness-error") > 0.5);
  }

  @Test
  void factorsOfManyValuesAreNotPutIntoBins() {
    int[][] classes = grid(5, 40, 3);
    VaryingFactors factors = factors(classes);
    assertEquals(ImmutableList.of(40, 3), factors.sizes());
    // With pairs of values in one bin, the unit would move while its factor stays.
    assertEquals(1, numbers(IRS, factors.asCodes(), factors).get("irs"), ROUNDING);
    double[][] codes = factors.asCodes();
    assertEquals(1, new BinnedCodes(codes, 40, Binning.EQUAL_WIDTH).gap(factors), ROUNDING);
    assertTrue(gap(codes, factors) < 0.95, "20 bins are too few for 40 values");
  }

  @Test
  void oneValueFarOutTakesTheBinsOfEqualWidthAndNotThoseOfEqualMass() {
    double[][] codes = codes(CLASSES, 3, (row, u) -> row[u]);
    for (int u = 0; u < 3; u++) {
      codes[17][u] = 1e6;
    }
    assertTrue(gap(codes, FACTORS) < 0.02);
    // One example of 360 is in another bin.
    assertEquals(1, new BinnedCodes(codes, 20, Binning.EQUAL_MASS).gap(FACTORS), 0.03);
  }

  @Test
  void equalValuesStayInOneBin() {
    assertEquals(
        ImmutableList.of(0, 2, 2, 0, 4, 0),
        Arrays.stream(Binning.EQUAL_MASS.bins(new double[] {1, 3, 3, 1, 9, 1}, 5))
            .boxed()
            .collect(ImmutableList.toImmutableList()));
    assertEquals(
        ImmutableList.of(0, 1, 1, 0, 4, 0),
        Arrays.stream(Binning.EQUAL_WIDTH.bins(new double[] {1, 3, 3, 1, 9, 1}, 5))
            .boxed()
            .collect(ImmutableList.toImmutableList()));
  }

  @Test
  void aValueThatIsMissingAmongThoseTestedOnIsNoObstacle() {
    // Value 2 is there to learn alone, value 3 to test alone.
    int[] train = {0, 1, 2, 0, 1, 2, 0, 1};
    int[] test = {0, 1, 3, 0};
    VaryingFactors all =
        factors(
            IntStream.concat(Arrays.stream(train), Arrays.stream(test))
                .mapToObj(value -> new int[] {value})
                .toArray(int[][]::new));
    double[][] codes = all.asCodes();
    LearningPoints.Parts parts =
        new LearningPoints.Parts(
            new LearningPoints.Part(
                Arrays.copyOf(codes, 8), all.select(IntStream.range(0, 8).toArray())),
            new LearningPoints.Part(
                Arrays.copyOfRange(codes, 8, 12), all.select(IntStream.range(8, 12).toArray())));
    // Among 0, 1, 3, 0 the lowest value is told perfectly, and 1 is above both 0 and below 3 or so.
    double area = ModularityExplicitness.explicitness(parts);
    assertTrue(area >= 0.5 && area <= 1, "" + area);
    assertEquals(1, Sap.accuracies(parts, 1).length - 1);
  }

  @Test
  void areasAreOfTheClassesThatAreThere() {
    double[][] scores = {{0.9, Double.NaN, 0.1}, {0.2, Double.NaN, 0.8}, {0.6, Double.NaN, 0.4}};
    // Class 1 has no score. Class 0: 0.9 and 0.2 against 0.6, ½. Class 2 has no example.
    assertEquals(0.5, OneAgainstRest.meanArea(scores, new int[] {0, 0, 1}), ROUNDING);
    assertEquals(0.5, OneAgainstRest.meanArea(scores, new int[] {0, 0, 0}), ROUNDING);
    assertEquals(1, OneAgainstRest.meanArea(scores, new int[] {0, 2, 1}), ROUNDING);
  }

  @Test
  void examplesAreDividedOnceEach() {
    double[][] codes = codes(CLASSES, 1, (row, u) -> 0);
    for (int i = 0; i < COUNT; i++) {
      codes[i][0] = i;
    }
    LearningPoints.Parts exact = POINTS.divide(codes, FACTORS, new RandomStream(1, "x"));
    assertEquals(200, exact.train().codes().length);
    assertEquals(100, exact.test().codes().length);
    LearningPoints.Parts all =
        LearningPoints.STANDARD.divide(codes, FACTORS, new RandomStream(1, "x"));
    assertEquals(240, all.train().codes().length, "two thirds");
    boolean[] seen = new boolean[COUNT];
    for (LearningPoints.Part part : ImmutableList.of(all.train(), all.test())) {
      for (int i = 0; i < part.codes().length; i++) {
        int row = (int) part.codes()[i][0];
        assertTrue(!seen[row], "twice");
        seen[row] = true;
        for (int f = 0; f < 3; f++) {
          assertEquals(CLASSES[row][f], part.factors().values().get(f)[i]);
        }
      }
    }
    assertEquals(120, all.test().codes().length);
  }

  @Test
  void thoseThatShareAValueAreFoundAndLoneOnesPassedOver() {
    VaryingFactors factors = factors(new int[][] {{0, 4}, {1, 5}, {0, 6}, {2, 6}});
    SharedValues shared = new SharedValues(factors);
    RandomStream stream = new RandomStream(1, "shared");
    for (int i = 0; i < 20; i++) {
      assertTrue(shared.example(0, stream) % 2 == 0);
      assertTrue(shared.example(1, stream) >= 2);
    }
    assertEquals(2, shared.group(1, 2).length);
    assertEquals(
        ImmutableList.of("factor1"),
        SharedValues.factorsWithout(factors(new int[][] {{0, 4}, {1, 5}, {0, 6}})));
  }

  @Test
  void aFactorWithOneValueIsNone() {
    VaryingFactors factors = factors(new int[][] {{3, 7, 9}, {3, 5, 9}, {3, 7, 8}});
    assertEquals(ImmutableList.of("factor1", "factor2"), factors.names());
    assertEquals(ImmutableList.of(2, 2), factors.sizes());
    assertEquals(1, factors.values().get(0)[0]);
    assertEquals(0, factors.values().get(0)[1]);
    assertEquals(2, factors.asCodes()[0].length);
  }
}
