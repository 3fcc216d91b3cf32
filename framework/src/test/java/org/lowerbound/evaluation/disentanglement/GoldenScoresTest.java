package org.lowerbound.evaluation.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.boosting.GradientBoosting;
import org.lowerbound.evaluation.boosting.SortedFeatures;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GoldenTable;
import org.lowerbound.testing.MonteCarlo;

/**
 * The scores are those of scikit-learn, SciPy and NumPy; {@code tools/golden/disentanglement.py}.
 */
final class GoldenScoresTest {
  private static final double DIGITS = 1e-9; // Twelve are written.
  private static final int COUNT = 600;
  private static final int TRAIN = 400;
  private static final int[] SIZES = {3, 4, 2, 5};
  private static final int UNITS = 6;

  /** Units that are equally good are taken at random. */
  private static final int RUNS = 4;

  private static final ImmutableList<GoldenTable.Row> GOLDEN = GoldenTable.read("disentanglement");

  private final int[][] classes = new int[COUNT][SIZES.length];
  private final double[][] codes = new double[COUNT][];
  private final VaryingFactors factors;
  private final LearningPoints.Parts parts;

  GoldenScoresTest() {
    RandomStream stream = new RandomStream(1, "golden");
    for (int i = 0; i < COUNT; i++) {
      for (int f = 0; f < SIZES.length; f++) {
        classes[i][f] = (int) (sixteenBits(stream) * SIZES[f]);
      }
      int a = classes[i][0];
      int b = classes[i][1];
      double[] noise = IntStream.range(0, UNITS).mapToDouble(u -> sixteenBits(stream)).toArray();
      codes[i] =
          new double[] {
            a + noise[0],
            0.5 * b + 0.25 * a + noise[1],
            2 * noise[2] - b,
            noise[3],
            2 * classes[i][2] + a + noise[4],
            0.03125 * noise[5] + 0.25 * classes[i][3]
          };
    }
    factors = HandMade.factors(classes);
    parts = new LearningPoints.Parts(part(0, TRAIN), part(TRAIN, COUNT));
  }

  private static double sixteenBits(RandomStream stream) {
    return (stream.nextLong() >>> 48) / 65536.0;
  }

  private LearningPoints.Part part(int from, int to) {
    return new LearningPoints.Part(
        Arrays.copyOfRange(codes, from, to), factors.select(IntStream.range(from, to).toArray()));
  }

  private static GoldenTable.Row row(String name) {
    return GOLDEN.stream().filter(row -> row.text("case").equals(name)).findFirst().orElseThrow();
  }

  private static double golden(String name) {
    return row(name).number("value");
  }

  /** Returns a matrix {@code [units][factors]}. */
  private static double[][] matrix(String name) {
    double[][] matrix = new double[UNITS][SIZES.length];
    for (GoldenTable.Row row : GOLDEN) {
      if (row.text("case").equals(name)) {
        matrix[(int) row.number("unit")][(int) row.number("factor")] = row.number("value");
      }
    }
    return matrix;
  }

  private static void assertMatrix(double[][] expected, double[][] actual, double tolerance) {
    for (int u = 0; u < UNITS; u++) {
      for (int f = 0; f < SIZES.length; f++) {
        assertEquals(expected[u][f], actual[u][f], tolerance, "unit " + u + ", factor " + f);
      }
    }
  }

  @Test
  void theDataAreTheSame() {
    double sum = 0;
    for (double[] code : codes) {
      for (int u = 0; u < UNITS; u++) {
        sum += (u + 1) * code[u];
      }
    }
    assertEquals(golden("checksum"), sum, 1e-6);
  }

  @Test
  void informationAndItsGap() {
    BinnedCodes binned = new BinnedCodes(codes, 20, Binning.EQUAL_WIDTH);
    assertMatrix(matrix("information"), binned.informations(factors), DIGITS);
    assertEquals(golden("mig"), binned.gap(factors), DIGITS);
  }

  @Test
  void modularityOfUnits() {
    double[][] informations =
        new BinnedCodes(parts.train().codes(), 20, Binning.EQUAL_WIDTH)
            .informations(parts.train().factors());
    GOLDEN.stream()
        .filter(row -> row.text("case").equals("modularity"))
        .forEach(
            row ->
                assertEquals(
                    row.number("value"),
                    ModularityExplicitness.modularity(informations[(int) row.number("unit")]),
                    DIGITS));
  }

  @Test
  void logisticRegressions() {
    Standardized standardized = Standardized.by(parts.train().codes());
    GOLDEN.stream()
        .filter(row -> row.text("case").equals("logistic-probability"))
        .forEach(
            row -> {
              int f = (int) row.number("factor");
              double p =
                  LinearClassifier.logistic(
                          standardized.of(parts.train().codes()),
                          parts.train().factors().values().get(f),
                          SIZES[f],
                          1)
                      .probabilities(standardized.of(parts.test().codes())[0])[0];
              // Both stop where the gradient is small, ours at a millionth.
              assertEquals(row.number("value"), p, 1e-5, "factor " + f);
            });
    // A pair that changes its order is 1 of about 50 times 150.
    assertEquals(golden("explicitness"), ModularityExplicitness.explicitness(parts), 2e-4);
  }

  @Test
  void supportVectorMachines() {
    // One of 200 examples may lie on the border.
    assertMatrix(matrix("svm-accuracy"), Sap.accuracies(parts, 0.01), 0.005 + DIGITS);
    double[][] accuracies = Sap.accuracies(parts, 0.01);
    double sap =
        IntStream.range(0, SIZES.length)
            .mapToDouble(f -> TopTwo.ofColumn(accuracies, f).gap())
            .average()
            .orElseThrow();
    assertEquals(golden("sap"), sap, 0.0025);
  }

  @Test
  void boostedTrees() {
    SortedFeatures examples = new SortedFeatures(parts.train().codes());
    int[] labels = parts.train().factors().values().get(1);
    double[] importances =
        GradientBoosting.fit(
                examples, labels, GradientBoosting.Settings.STANDARD, new RandomStream(1, "ties"))
            .importances();
    GOLDEN.stream()
        .filter(row -> row.text("case").equals("importance") && row.number("factor") == 1)
        .forEach(
            row ->
                assertEquals(
                    row.number("value"),
                    importances[(int) row.number("unit")],
                    MonteCarlo.ALLOWED_STANDARD_ERRORS * row.number("error"),
                    row.toString()));
    ImmutableList<ImmutableMap<String, Double>> runs =
        IntStream.range(0, RUNS)
            .mapToObj(seed -> new Dci().numbers(parts, new RandomStream(seed, "ties")))
            .collect(ImmutableList.toImmutableList());
    for (String name : runs.get(0).keySet()) {
      double mean = runs.stream().mapToDouble(run -> run.get(name)).average().orElseThrow();
      assertEquals(
          golden(name),
          mean,
          // Of the mean of 16 runs there and of these here.
          MonteCarlo.ALLOWED_STANDARD_ERRORS
              * row(name).number("error")
              * Math.sqrt(1.0 / 16 + 1.0 / RUNS),
          name);
    }
  }

  @Test
  void robustness() {
    assertEquals(
        golden("irs"),
        new Irs().numbers(codes, factors, new RandomStream(1, "irs")).get("irs"),
        DIGITS);
  }

  @Test
  void scoresOfBatchesWithinTheirError() {
    double[][] rest =
        Arrays.stream(codes).map(code -> Arrays.copyOfRange(code, 1, 5)).toArray(double[][]::new);
    BatchPoints points = new BatchPoints(8, 4000, 4000);
    assertScore(
        "factor-vae",
        "factor-vae-score",
        new FactorVaeScore(points, 0.05, ScoreOptions.STANDARD),
        rest);
    assertScore(
        "factor-vae-pruned",
        "factor-vae-score",
        new FactorVaeScore(points, 0.35, ScoreOptions.STANDARD),
        rest);
    assertScore(
        "beta-vae",
        "beta-vae-score",
        new BetaVaeScore(new BatchPoints(8, 1000, 1000), ScoreOptions.STANDARD),
        rest);
  }

  /** The error of a golden score is the deviation of one such score. */
  private void assertScore(String golden, String name, FactorScore score, double[][] rest) {
    assertEquals(
        golden(golden),
        score.numbers(rest, factors, new RandomStream(4, golden)).get(name),
        MonteCarlo.ALLOWED_STANDARD_ERRORS * 1.1 * row(golden).number("error"),
        golden);
  }
}
