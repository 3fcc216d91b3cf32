package org.lowerbound.evaluation.outlier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GoldenTable;

class RankingTest {
  private static final double ROUNDING = 1e-12;

  private static RandomStream stream() {
    return new RandomStream(1, "ranking");
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = Double.parseDouble(Float.toString(values[i]));
    }
    return doubles;
  }

  /** Of scikit-learn: {@code tools/golden/rankings.py}. */
  @Test
  void areasAreThoseOfAnotherProgram() {
    int rows = 0;
    for (GoldenTable.Row row : GoldenTable.read("rankings")) {
      Ranking ranking =
          new Ranking(doubles(row.floats("inliers")), doubles(row.floats("outliers")));
      double value =
          switch (row.text("case")) {
            case "auroc" -> ranking.auroc().value();
            case "delong" -> ranking.auroc().standardError().orElseThrow();
            default -> ranking.averagePrecision(stream()).value();
          };
      assertEquals(row.number("value"), value, ROUNDING, row.text("case"));
      rows++;
    }
    assertEquals(15, rows);
  }

  @Test
  void oneOrderForEachExtreme() {
    double[] low = {1, 2, 3};
    double[] high = {4, 5};
    assertEquals(1, new Ranking(low, high).auroc().value());
    assertEquals(1, new Ranking(low, high).averagePrecision(stream()).value());
    assertEquals(0, new Ranking(high, low).auroc().value());
    // Outliers at the places 3, 4, 5: (1/3 + 2/4 + 3/5) / 3.
    assertEquals(
        (1 / 3.0 + 2 / 4.0 + 3 / 5.0) / 3,
        new Ranking(high, low).averagePrecision(stream()).value(),
        ROUNDING);
  }

  @Test
  void equalScoresTellNothing() {
    Ranking ranking = new Ranking(new double[30], new double[10]);
    assertEquals(0.5, ranking.auroc().value());
    assertEquals(0, ranking.auroc().standardError().orElseThrow());
    assertEquals(0.25, ranking.averagePrecision(stream()).value()); // The base rate.
    assertTrue(
        ranking
            .auroc()
            .caveats()
            .chance()
            .orElseThrow()
            .explains(0.5, org.lowerbound.evaluation.Column.Better.HIGHER));
  }

  /** Ranks are all that counts. */
  @Test
  void anIncreasingFunctionOfTheScoresChangesNothing() {
    double[] inliers = normals(40, 0, 1);
    double[] outliers = normals(30, 0.7, 2);
    Ranking plain = new Ranking(inliers, outliers);
    Ranking other =
        new Ranking(
            Arrays.stream(inliers).map(Math::exp).toArray(),
            Arrays.stream(outliers).map(Math::exp).toArray());
    assertEquals(plain.auroc(), other.auroc());
    assertEquals(plain.averagePrecision(stream()), other.averagePrecision(stream()));
    // And the two kinds exchanged are the complement.
    assertEquals(
        1 - plain.auroc().value(), new Ranking(outliers, inliers).auroc().value(), ROUNDING);
  }

  /** Two normals of variance 1, 1 apart: the area is Φ(1/√2). */
  @Test
  void errorsAreThoseOfRepetitions() {
    int repetitions = 200;
    double[] areas = new double[repetitions];
    double[] precisions = new double[repetitions];
    double error = 0;
    double precisionError = 0;
    for (int r = 0; r < repetitions; r++) {
      Ranking ranking = new Ranking(normals(60, 0, 2L * r), normals(40, 1, 2L * r + 1));
      Estimate area = ranking.auroc();
      Estimate precision = ranking.averagePrecision(new RandomStream(r, "bootstrap"));
      areas[r] = area.value();
      precisions[r] = precision.value();
      error += area.standardError().orElseThrow() / repetitions;
      precisionError += precision.standardError().orElseThrow() / repetitions;
    }
    Chance spread = Chance.of(areas);
    double expected = 0.7602499389065233; // Φ(1/√2).
    assertEquals(expected, spread.mean(), 4 * spread.standardDeviation() / Math.sqrt(repetitions));
    // A deviation of 200 numbers is known to a twentieth; of the bootstrap to somewhat less.
    assertEquals(1, error / spread.standardDeviation(), 4 / Math.sqrt(2.0 * repetitions));
    assertEquals(
        1,
        precisionError / Chance.of(precisions).standardDeviation(),
        5 / Math.sqrt(2.0 * repetitions));
  }

  /**
   * Labels that have nothing to do with the scores: mean and deviation that chance is said to have.
   */
  @Test
  void chanceIsWhatNoiseMakes() {
    int repetitions = 300;
    double[] areas = new double[repetitions];
    Chance said = null;
    for (int r = 0; r < repetitions; r++) {
      Ranking ranking = new Ranking(normals(30, 0, 2L * r), normals(20, 0, 2L * r + 1));
      areas[r] = ranking.auroc().value();
      said = ranking.auroc().caveats().chance().orElseThrow();
    }
    Chance spread = Chance.of(areas);
    assertEquals(0.5, spread.mean(), 4 * said.standardDeviation() / Math.sqrt(repetitions));
    assertEquals(
        1, spread.standardDeviation() / said.standardDeviation(), 4 / Math.sqrt(2.0 * repetitions));
  }

  @Test
  void whatIsNoNumberIsNotRanked() {
    Ranking ranking = new Ranking(new double[] {1, Double.NaN}, new double[] {2});
    assertTrue(Double.isNaN(ranking.auroc().value()));
    assertTrue(Double.isNaN(ranking.averagePrecision(stream()).value()));
  }

  private static double[] normals(int count, double mean, long seed) {
    RandomStream stream = new RandomStream(seed, "normals");
    return DoubleStream.generate(() -> mean + stream.nextGaussian()).limit(count).toArray();
  }
}
