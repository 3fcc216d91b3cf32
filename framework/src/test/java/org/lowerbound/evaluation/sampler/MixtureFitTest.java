package org.lowerbound.evaluation.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.lowerbound.numeric.SampleMoments;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GoldenTable;
import org.lowerbound.testing.MonteCarlo;

/** Densities of codes, against another program, and by what is known of maximum likelihood. */
final class MixtureFitTest {
  private static final double ROUNDING = 1e-9; // Forty iterations in double, each from the last.

  /** The points of {@code tools/golden/mixture.py}. */
  private static double[][] points() {
    double[][] points = new double[60][];
    for (int i = 0; i < points.length; i++) {
      int group = i % 3;
      points[i] =
          new double[] {
            Math.sin(1.3 * i) + 2.0 * group,
            0.5 * Math.cos(0.7 * i) - group + 0.3 * Math.sin(1.3 * i)
          };
    }
    return points;
  }

  private static MixtureOfNormals start() {
    double[][] one = {{1, 0}, {0, 1}};
    return new MixtureOfNormals(
        new double[] {0.5, 0.3, 0.2},
        new double[][] {{0, 0}, {1, 0}, {3, -1}},
        new double[][][] {one, one, one});
  }

  private static double meanLogLikelihood(double[][] codes, MixtureOfNormals mixture) {
    return new MixtureFit(codes)
        .expected(mixture, new double[codes.length][mixture.weights().length]);
  }

  @Test
  void iterationsAreThoseOfAnotherProgram() {
    for (GoldenTable.Row row : GoldenTable.read("mixture")) {
      MixtureFit fit = new MixtureFit(points(), 1e-3);
      MixtureOfNormals mixture = start();
      double[][] shares = new double[60][3];
      for (int i = 0; i < row.number("iterations"); i++) {
        fit.expected(mixture, shares);
        mixture = fit.maximized(shares);
      }
      int c = (int) row.number("component");
      int r = (int) row.number("row");
      int k = (int) row.number("column");
      double value =
          switch (row.text("quantity")) {
            case "score" -> meanLogLikelihood(points(), mixture);
            case "weight" -> mixture.weights()[c];
            case "mean" -> mixture.means()[c][r];
            case "covariance" -> mixture.covariances()[c][r][k];
            default -> throw new AssertionError(row.toString());
          };
      assertEquals(row.number("value"), value, ROUNDING, row.toString());
    }
  }

  @Test
  void theLikelihoodNeverFalls() {
    // Without a ridge an iteration cannot lose (Dempster et al. 1977, theorem 1).
    MixtureFit fit = new MixtureFit(points(), 0);
    MixtureOfNormals mixture = start();
    double[][] shares = new double[60][3];
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 20; i++) {
      double now = fit.expected(mixture, shares);
      assertTrue(now >= before - 1e-12, i + ": " + now + " after " + before);
      before = now;
      mixture = fit.maximized(shares);
    }
  }

  @Test
  void oneComponentIsTheNormalOfTheMoments() {
    MixtureOfNormals mixture =
        new MixtureFit(points(), 0).fit(1, 100, new RandomStream(1, "start"));
    SampleMoments moments = SampleMoments.of(points());
    assertEquals(1, mixture.weights()[0], ROUNDING);
    assertArrayEquals(moments.mean(), mixture.means()[0], ROUNDING);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        assertEquals(
            moments.covariance()[i][j] * 59 / 60, mixture.covariances()[0][i][j], ROUNDING);
      }
    }
  }

  @Test
  void groupsThatAreFarApartAreFound() {
    // Sizes 1 : 2 : 3, in no order, in three dimensions.
    RandomStream stream = new RandomStream(2, "groups");
    double[][] centers = {{-20, 0, 5}, {0, 30, 5}, {20, 0, -40}};
    double[][] codes = new double[600][];
    for (int i = 0; i < codes.length; i++) {
      int group = i % 6 == 0 ? 0 : i % 6 < 3 ? 1 : 2;
      codes[i] = StandardNormals.next(stream, 3);
      for (int d = 0; d < 3; d++) {
        codes[i][d] += centers[group][d];
      }
    }
    MixtureOfNormals mixture = new MixtureFit(codes).fit(3, 100, new RandomStream(3, "start"));
    double[] weights = mixture.weights().clone();
    Arrays.sort(weights);
    assertArrayEquals(new double[] {1 / 6.0, 1 / 3.0, 0.5}, weights, 1e-6);
    for (double[] center : centers) {
      double nearest =
          Arrays.stream(mixture.means())
              .mapToDouble(mean -> Math.hypot(mean[0] - center[0], mean[1] - center[1]))
              .min()
              .orElseThrow();
      assertTrue(nearest < 0.4, "a mean of 100 has an error of a tenth: " + nearest);
    }
  }

  @Test
  void codesInOtherUnitsHaveTheSameMixtureInThose() {
    double[][] scaled =
        Arrays.stream(points())
            .map(p -> new double[] {1e-4 * p[0], 1e-4 * p[1]})
            .toArray(double[][]::new);
    MixtureOfNormals one = new MixtureFit(points()).fit(3, 7, new RandomStream(1, "start"));
    MixtureOfNormals other = new MixtureFit(scaled).fit(3, 7, new RandomStream(1, "start"));
    assertArrayEquals(one.weights(), other.weights(), ROUNDING);
    assertEquals(one.means()[2][1] * 1e-4, other.means()[2][1], 1e-13);
  }

  @Test
  void latentsThatNeverVaryAndRepeatedCodesHaveAMixture() {
    double[][] codes = new double[50][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {i % 2, 7, 2 * (i % 2)};
    }
    for (int components : new int[] {2, 5}) {
      CodeDraws draws = new MixtureSampler(components, 100, 50).fit(codes, stream("start"));
      for (double[] code : draws.draw(stream("draws"), 100)) {
        assertEquals(7, code[1], 0.02);
        assertEquals(2 * code[0], code[2], 0.02);
      }
    }
    double[][] same = {{3, 4}, {3, 4}, {3, 4}};
    double[] code =
        new MixtureSampler(2, 10, 10).fit(same, stream("start")).draw(stream("x"), 1)[0];
    assertArrayEquals(new double[] {3, 4}, code, 0.01);
  }

  private static RandomStream stream(String name) {
    return new RandomStream(5, name);
  }

  @Test
  void drawsHaveTheMomentsOfTheMixture() {
    MixtureOfNormals mixture =
        new MixtureOfNormals(
            new double[] {0.25, 0.75},
            new double[][] {{-1, 2}, {3, 0}},
            new double[][][] {{{1, 0.6}, {0.6, 2}}, {{0.5, -0.3}, {-0.3, 0.4}}});
    double[][] draws = new MixtureOfNormals.Factored(mixture).draw(stream("draws"), 20_000);
    double mean = 0.25 * -1 + 0.75 * 3;
    column(draws, code -> code[0]).assertExpectation(mean, "E z₁");
    column(draws, code -> code[1]).assertExpectation(0.5, "E z₂");
    // E z₁z₂: of each normal the covariance and the product of its means.
    column(draws, code -> code[0] * code[1])
        .assertExpectation(0.25 * (0.6 - 2) + 0.75 * -0.3, "E z₁z₂");
    column(draws, code -> code[1] * code[1])
        .assertExpectation(0.25 * (2 + 4) + 0.75 * 0.4, "E z₂²");
  }

  @Test
  void drawsOfTheNormalHaveItsMomentsThoughItIsFlat() {
    // Three latents on a line of the plane z₁ = z₃.
    double[][] codes = {{1, 5, 1}, {3, 5, 3}, {2, 5, 2}};
    double[][] draws = NormalSampler.fit(codes).draw(stream("draws"), 10_000);
    for (double[] code : draws) {
      assertEquals(code[0], code[2], 1e-12);
      assertEquals(5, code[1], 1e-12);
    }
    column(draws, code -> code[0]).assertExpectation(2, "mean");
    column(draws, code -> (code[0] - 2) * (code[0] - 2)).assertExpectation(1, "variance");
  }

  @FunctionalInterface
  private interface Value {
    double of(double[] code);
  }

  private static MonteCarlo column(double[][] draws, Value value) {
    return MonteCarlo.of(Arrays.stream(draws).mapToDouble(value::of).toArray());
  }

  @Test
  void moreDrawsBeginWithFewer() {
    CodeDraws draws = new MixtureSampler(3, 60, 20).fit(points(), stream("fit"));
    double[][] few = draws.draw(stream("draws"), 3);
    double[][] many = draws.draw(stream("draws"), 10);
    assertArrayEquals(few, Arrays.copyOf(many, 3));
  }

  @Test
  void centersAreFarPointsMostOften() {
    // Ten points at 0 and one far away, which is a centre of two whichever comes first.
    double[][] points = new double[11][1];
    points[4][0] = 1000;
    for (int seed = 0; seed < 20; seed++) {
      double[][] centers = KMeansPlusPlus.centers(points, 2, new RandomStream(seed, "start"));
      assertEquals(1000, centers[0][0] + centers[1][0]);
      assertEquals(
          centers[0][0] > 0 ? 0 : 1, KMeansPlusPlus.nearest(points[4], centers), "nearest");
    }
  }
}
