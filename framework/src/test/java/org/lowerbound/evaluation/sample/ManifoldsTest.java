package org.lowerbound.evaluation.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.numeric.SampleMoments;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GoldenTable;

/** Comparisons of point sets, against other programs and by hand. */
final class ManifoldsTest {
  private static final double ROUNDING = 1e-9; // Of eigenvalues of size one.

  /** The points of {@code tools/golden/samples.py}. */
  private static double[][] points(int n, int d, double a, double b, double shift, double scale) {
    double[][] points = new double[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        points[i][j] =
            shift + scale * (Math.sin(a * (i + 1) * (j + 1)) + 0.5 * Math.cos(b * (i + 1) + j));
      }
    }
    return points;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static Manifolds manifolds(double[][] real, double[][] generated, int k) {
    return Manifolds.of(new Neighbourhoods(real, k, () -> {}), generated);
  }

  @Test
  void numbersAreThoseOfOtherPrograms() {
    for (GoldenTable.Row row : GoldenTable.read("samples")) {
      int d = (int) row.number("d");
      double[][] real = points((int) row.number("n"), d, 1.7, 0.9, 0, 1);
      double[][] generated =
          points((int) row.number("m"), d, 2.3, 1.1, row.number("shift"), row.number("scale"));
      Manifolds manifolds = manifolds(real, generated, (int) row.number("k"));
      double value =
          switch (row.text("quantity")) {
            case "precision" -> mean(manifolds.precision());
            case "recall" -> mean(manifolds.recall());
            case "density" -> mean(manifolds.density());
            case "coverage" -> mean(manifolds.coverage());
            case "frechet" ->
                new FrechetDistance(SampleMoments.of(real)).to(SampleMoments.of(generated));
            default -> throw new AssertionError(row.toString());
          };
      assertEquals(row.number("value"), value, ROUNDING, row.toString());
    }
  }

  @Test
  void neighbourhoodsOnALineByHand() {
    // Balls to the nearest neighbour: radii 1, 1, 2, 4.
    double[][] real = {{0}, {1}, {3}, {7}};
    // In no ball; on the border of two and within none; in the balls of 3 and 7; in that of 7.
    double[][] generated = {{-5}, {5}, {4}, {9}, {0.5}};
    Manifolds manifolds = manifolds(real, generated, 1);
    assertArrayEquals(new double[] {0, 1, 1, 1, 1}, manifolds.precision());
    assertArrayEquals(new double[] {0, 1, 2, 1, 2}, manifolds.density());
    assertArrayEquals(new double[] {1, 1, 1, 1}, manifolds.coverage());
    // The generated ones' radii: 5.5, 1, 1, 4, 3.5.
    assertArrayEquals(new double[] {1, 1, 1, 1}, manifolds.recall());
    // Radii 2, 1, 2 for two neighbours: 1 lies in all three balls, which is 1½ times k.
    double[][] ones = {{1}, {1}, {1}};
    assertEquals(1.5, mean(manifolds(new double[][] {{0}, {1}, {2}}, ones, 2).density()));
  }

  @Test
  void borderPointsAreOutside() {
    double[][] real = {{0, 0}, {2, 0}, {0, 2}};
    double[][] copies = {{0, 2}, {0, 2}, {0, 2}};
    // Balls of radius 2 around each, of which only its own holds the point (0, 2).
    Manifolds manifolds = manifolds(real, copies, 1);
    assertArrayEquals(new double[] {1, 1, 1}, manifolds.density());
    assertArrayEquals(new double[] {0, 0, 1}, manifolds.coverage());
    // Copies of one point have balls of radius 0, which hold nothing.
    assertArrayEquals(new double[] {0, 0, 0}, manifolds.recall());
  }

  @Test
  void aSampleComparedWithItselfHasAllButItsBorders() {
    double[][] real = points(50, 3, 1.7, 0.9, 0, 1);
    Manifolds manifolds = manifolds(real, real, 5);
    assertEquals(1, mean(manifolds.precision()), "each is in its own ball");
    assertEquals(1, mean(manifolds.recall()));
    assertEquals(1, mean(manifolds.coverage()));
    // Each ball holds its centre and k − 1 neighbours: the k-th is on the border.
    assertEquals(1, mean(manifolds.density()), 1e-12);
  }

  @Test
  void samplesOfOneDistributionHaveTheKnownCoverageAndDensity() {
    RandomStream stream = new RandomStream(1, "normals");
    int n = 400;
    int k = 5;
    double[][] real = new double[n][2];
    double[][] generated = new double[n][2];
    for (int i = 0; i < n; i++) {
      Arrays.setAll(real[i], j -> stream.nextGaussian());
      Arrays.setAll(generated[i], j -> stream.nextGaussian());
    }
    Manifolds manifolds = manifolds(real, generated, k);
    double miss = 1; // Naeem et al. 2020, equation 9.
    for (int j = 1; j <= k; j++) {
      miss *= (n - j) / (2.0 * n - j);
    }
    // Balls overlap, so that neighbours are not independent: five times the binomial error.
    assertEquals(1 - miss, mean(manifolds.coverage()), 5 * Math.sqrt(miss / n));
    assertEquals(1, mean(manifolds.density()), 0.15);
    // Turned by 30 degrees and moved, both are the same but for rounding.
    Manifolds turned = manifolds(turned(real), turned(generated), k);
    assertArrayEquals(manifolds.coverage(), turned.coverage());
    assertArrayEquals(manifolds.density(), turned.density());
    // Points in another order.
    double[][] reversed = new double[n][];
    Arrays.setAll(reversed, i -> generated[n - 1 - i]);
    assertEquals(mean(manifolds.recall()), mean(manifolds(real, reversed, k).recall()));
  }

  private static double[][] turned(double[][] points) {
    double c = Math.cos(Math.PI / 6);
    double s = Math.sin(Math.PI / 6);
    return Arrays.stream(points)
        .map(p -> new double[] {c * p[0] - s * p[1] + 5, s * p[0] + c * p[1] - 3})
        .toArray(double[][]::new);
  }

  @Test
  void neighboursTakeMorePoints() {
    assertEquals(
        "3 points do not have 3 neighbours each",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Neighbourhoods(new double[3][1], 3, () -> {}))
            .getMessage());
  }

  @Test
  void frechetDistancesByHand() {
    // N(0, 1) and N(1, 4): 1 + 1 + 4 − 2 · 2.
    assertEquals(
        2, distance(new double[] {0}, new double[][] {{1}}, new double[] {1}, 4), ROUNDING);
    // By SciPy's sqrtm.
    assertEquals(
        2.9293118549677737,
        new FrechetDistance(
                new SampleMoments(new double[] {1, 0}, new double[][] {{2, 0.5}, {0.5, 1}}))
            .to(new SampleMoments(new double[] {0, 1}, new double[][] {{1, -0.3}, {-0.3, 3}})),
        ROUNDING);
    // A point: what is left is the shift and the other's spread.
    assertEquals(
        1 + 1, distance(new double[] {0}, new double[][] {{0}}, new double[] {1}, 1), ROUNDING);
  }

  private static double distance(
      double[] mean, double[][] covariance, double[] otherMean, double otherVariance) {
    return new FrechetDistance(new SampleMoments(mean, covariance))
        .to(new SampleMoments(otherMean, new double[][] {{otherVariance}}));
  }

  @Test
  void theFrechetDistanceIsSymmetricAndBlindToRotations() {
    double[][] x = points(40, 2, 1.7, 0.9, 0, 1);
    double[][] y = points(30, 2, 2.3, 1.1, 0.4, 2);
    double there = new FrechetDistance(SampleMoments.of(x)).to(SampleMoments.of(y));
    assertEquals(there, new FrechetDistance(SampleMoments.of(y)).to(SampleMoments.of(x)), ROUNDING);
    assertEquals(
        there,
        new FrechetDistance(SampleMoments.of(turned(x))).to(SampleMoments.of(turned(y))),
        ROUNDING);
    assertEquals(0, new FrechetDistance(SampleMoments.of(x)).to(SampleMoments.of(x)), 1e-6);
  }

  @Test
  void theBiasFallsAsOneOverN() {
    // Two samples of n from N(0, I) in three dimensions.
    double few = meanDistance(50);
    double many = meanDistance(400);
    assertTrue(many > 0, "biased upward");
    assertEquals(8, few / many, 2.5);
  }

  private static double meanDistance(int n) {
    RandomStream stream = new RandomStream(4, "bias");
    double sum = 0;
    for (int r = 0; r < 60; r++) {
      double[][] x = new double[n][3];
      double[][] y = new double[n][3];
      for (int i = 0; i < n; i++) {
        Arrays.setAll(x[i], j -> stream.nextGaussian());
        Arrays.setAll(y[i], j -> stream.nextGaussian());
      }
      sum += new FrechetDistance(SampleMoments.of(x)).to(SampleMoments.of(y)) / 60;
    }
    return sum;
  }
}
