package org.lowerbound.evaluation.boosting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.boosting.GradientBoosting.Settings;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.MonteCarlo;

/**
 * Boosted trees on a few examples, step by step; what they do on many is a golden test elsewhere.
 */
final class GradientBoostingTest {
  private static final double ROUNDING = 1e-12; // Sums in double precision.

  private static RandomStream ties(long seed) {
    return new RandomStream(seed, "ties");
  }

  @Test
  void aTreeTakesTheBestSplitHalfwayBetweenValues() {
    SortedFeatures examples =
        new SortedFeatures(new double[][] {{0, 9}, {1, 9}, {4, 8}, {5, 9}, {5, 8}});
    double[] importances = new double[2];
    RegressionTree tree =
        RegressionTree.fit(examples, new double[] {1, 1, 3, 3, 3}, 1, importances, ties(1));
    assertArrayEquals(new int[] {2, 2, 3, 3, 3}, tree.leaves());
    tree.setValue(2, -1);
    tree.setValue(3, 1);
    assertEquals(-1, tree.predict(new double[] {2.5, 0}));
    assertEquals(1, tree.predict(new double[] {2.500001, 0}));
    // The squared error falls from 24/25 to 0.
    assertArrayEquals(new double[] {0.96, 0}, importances, ROUNDING);
  }

  @Test
  void eachLevelSplitsAllItsNodes() {
    SortedFeatures examples =
        new SortedFeatures(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 0}});
    double[] importances = new double[2];
    RegressionTree tree =
        RegressionTree.fit(examples, new double[] {0, 1, 10, 13, 0}, 3, importances, ties(1));
    assertArrayEquals(new int[] {4, 5, 6, 7, 4}, tree.leaves(), "the third level has no use");
    double first = 2 * 3.0 / 5 * Math.pow(11.5 - 1.0 / 3, 2);
    double second = 2.0 / 3 * 1 + 0.5 * 9;
    assertArrayEquals(new double[] {first / 5, second / 5}, importances, 1e-9);
  }

  @Test
  void aStepWorkedOutByHand() {
    // Two classes, three of four positive: log 3, p = ¾. One stump: leaves of residuals
    // (¾ − 1 …): left −¾, +¼ → −½ over 2 · 3/16; right ¼, ¼ → ½ over 2 · 3/16.
    double[][] x = {{0}, {0}, {1}, {1}};
    GradientBoosting boosting =
        GradientBoosting.fit(
            new SortedFeatures(x), new int[] {0, 1, 1, 1}, new Settings(1, 1, 0.9), ties(1));
    // log 3 − 0.9 · 4/3 < 0 < log 3 + 1.2
    assertEquals(0, boosting.predict(new double[] {0}));
    assertEquals(1, boosting.predict(new double[] {1}));
    GradientBoosting slower =
        GradientBoosting.fit(
            new SortedFeatures(x), new int[] {0, 1, 1, 1}, new Settings(1, 1, 0.8), ties(1));
    assertEquals(1, slower.predict(new double[] {0}), "log 3 − 0.8 · 4/3 > 0");
  }

  @Test
  void classesThatAreFarApartInNumberAreLearnt() {
    double[][] x =
        IntStream.range(0, 60).mapToObj(i -> new double[] {i % 3, i}).toArray(double[][]::new);
    int[] y = IntStream.range(0, 60).map(i -> new int[] {2, 7, 4}[i % 3]).toArray();
    GradientBoosting boosting =
        GradientBoosting.fit(new SortedFeatures(x), y, new Settings(10, 2, 0.3), ties(1));
    for (int i = 0; i < 60; i++) {
      assertEquals(y[i], boosting.predict(x[i]));
    }
    assertArrayEquals(new double[] {1, 0}, boosting.importances(), ROUNDING);
  }

  @Test
  void oneClassIsAlwaysPredicted() {
    GradientBoosting boosting =
        GradientBoosting.fit(
            new SortedFeatures(new double[][] {{0}, {1}}),
            new int[] {3, 3},
            Settings.STANDARD,
            ties(1));
    assertEquals(3, boosting.predict(new double[] {5}));
    assertArrayEquals(new double[] {0}, boosting.importances());
  }

  @Test
  void equalFeaturesShareTheCredit() {
    double[][] x =
        IntStream.range(0, 80)
            .mapToObj(i -> new double[] {i % 4, i % 4, 0.1 * (i % 7)})
            .toArray(double[][]::new);
    int[] y = IntStream.range(0, 80).map(i -> i % 4).toArray();
    SortedFeatures examples = new SortedFeatures(x);
    double[] firsts = new double[20];
    for (int seed = 0; seed < firsts.length; seed++) {
      double[] importances =
          GradientBoosting.fit(examples, y, new Settings(20, 2, 0.1), ties(seed)).importances();
      firsts[seed] = importances[0];
      assertEquals(1, importances[0] + importances[1], ROUNDING);
      assertTrue(importances[0] > 0 && importances[1] > 0, "both are taken");
    }
    // The first few trees decide, so that one run is far from a half.
    MonteCarlo mean = MonteCarlo.of(firsts);
    assertEquals(0.5, mean.mean(), MonteCarlo.ALLOWED_STANDARD_ERRORS * mean.standardError());
    assertTrue(mean.standardError() < 0.05, mean.toString());
  }

  @Test
  void theSeedDecidesAll() {
    double[][] x =
        IntStream.range(0, 40).mapToObj(i -> new double[] {i % 4, i % 4}).toArray(double[][]::new);
    int[] y = IntStream.range(0, 40).map(i -> i % 4).toArray();
    SortedFeatures examples = new SortedFeatures(x);
    Settings few = new Settings(5, 2, 0.1);
    assertArrayEquals(
        GradientBoosting.fit(examples, y, few, ties(2)).importances(),
        GradientBoosting.fit(examples, y, few, ties(2)).importances());
  }
}
