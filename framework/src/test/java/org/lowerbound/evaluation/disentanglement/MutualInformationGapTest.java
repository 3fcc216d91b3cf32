package org.lowerbound.evaluation.disentanglement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.IdentityCodes;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.ndarray.Shape;

/** The mutual information gap, where the right number can be worked out by hand. */
final class MutualInformationGapTest {
  private static final double ROUNDING = 1e-12; // Sums in double precision.

  /** Two binary factors, each combination {@code repeats} times. */
  private static int[][] twoFactors(int repeats) {
    int[][] classes = new int[4 * repeats][];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new int[] {i % 2, i / 2 % 2};
    }
    return classes;
  }

  private static double gap(double[][] codes, int[][] classes) {
    return new BinnedCodes(codes, 20, Binning.EQUAL_WIDTH).gap(HandMade.factors(classes));
  }

  @Test
  void aCodeOfOneUnitForEachFactorHasAGapOfOne() {
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {-3.0 * classes[i][1], 0.7, 10 + classes[i][0]};
    }
    assertEquals(1, gap(codes, classes), ROUNDING);
  }

  @Test
  void aDuplicatedCodeHasNoGap() {
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      double both = classes[i][0] + 2 * classes[i][1];
      codes[i] = new double[] {both, -both};
    }
    assertEquals(0, gap(codes, classes), ROUNDING);
  }

  @Test
  void aCodeThatTellsNothingHasNoGap() {
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {4, 4};
    }
    assertEquals(0, gap(codes, classes), ROUNDING);
  }

  @Test
  void aGapWorkedOutByHand() {
    // Four classes, equally likely: the entropy is log 4. The first unit tells all of them apart,
    // the second only {0, 1} from {2, 3}, which is log 2.
    int[][] classes = {{0}, {1}, {2}, {3}, {0}, {1}, {2}, {3}};
    double[][] codes = new double[8][];
    for (int i = 0; i < 8; i++) {
      codes[i] = new double[] {classes[i][0], classes[i][0] < 2 ? 0 : 1};
    }
    assertEquals((Math.log(4) - Math.log(2)) / Math.log(4), gap(codes, classes), ROUNDING);
  }

  @Test
  void aNoisyCodeWorkedOutByHand() {
    // Unit 1 is right in 3 of 4 cases of each class: I = log 2 − H(¾). Unit 2 tells nothing.
    int[][] classes = {{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}};
    double[][] codes = {{0, 0}, {0, 1}, {0, 0}, {1, 1}, {1, 0}, {1, 1}, {1, 0}, {0, 1}};
    double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    assertEquals((Math.log(2) - entropy) / Math.log(2), gap(codes, classes), ROUNDING);
  }

  @Test
  void theGapIsTheMeanOverFactors() {
    // Factor 0 has a unit of its own; nothing tells of factor 1.
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {classes[i][0], 0};
    }
    assertEquals(0.5, gap(codes, classes), ROUNDING);
  }

  @Test
  void unitsHaveBinsOfTheirOwnRange() {
    // A unit with a tiny range tells as much as one with a large one.
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {1e6 * classes[i][0], 5 + 1e-6 * classes[i][1]};
    }
    assertEquals(1, gap(codes, classes), ROUNDING);
  }

  @Test
  void aFactorThatNeverVariesIsLeftOut() {
    double[][] codes = {{0, 1}, {1, 1}};
    assertEquals(1, gap(codes, new int[][] {{0, 0}, {1, 0}}), ROUNDING);
    int[][] constant = {{0, 0}, {0, 0}};
    assertEquals(0, gap(codes, constant));
    assertEquals(
        "no factor varies in the test split of test-set; mig needs one that does",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new MutualInformationGap(20)
                        .checkFits(
                            IdentityCodes.images(
                                2, 2, Optional.of(IdentityCodes.factors(constant))),
                            Split.TEST))
            .getMessage());
  }

  private static Estimate mig(float[] codes, int[][] classes) {
    double[][] rows =
        IntStream.range(0, classes.length)
            .mapToObj(i -> new double[] {codes[2 * i], codes[2 * i + 1]})
            .toArray(double[][]::new);
    return IdentityCodes.measure(new MutualInformationGap(20), rows, classes).get("mig");
  }

  @Test
  void codesThatAreNotFiniteHaveNoGap() {
    float[] codes = {1, 2, 3, Float.NaN, 1, 2, 3, 4};
    assertTrue(Double.isNaN(mig(codes, twoFactors(1)).value()));
  }

  private static float[] noise(int count) {
    float[] codes = new float[2 * count];
    RandomStream stream = new RandomStream(7, "noise");
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (float) stream.nextGaussian();
    }
    return codes;
  }

  @Test
  void aGapByChanceIsKnownForOne() {
    // Twenty bins of twenty examples: a code of noise seems to tell a lot.
    int[][] few = twoFactors(5);
    Estimate gap = mig(noise(few.length), few);
    Chance chance = gap.caveats().chance().orElseThrow();
    assertTrue(chance.mean() > 0.05 && chance.standardDeviation() > 0.02, gap.toString());
    assertTrue(chance.explains(gap.value(), Column.Better.HIGHER), gap.toString());
    assertEquals(gap, mig(noise(few.length), few), "a function of the seed");
    // Of many examples both are near 0, as the bias of a histogram is: 19 / 2n nats of log 2.
    int[][] many = twoFactors(600);
    Estimate small = mig(noise(many.length), many);
    Chance smallChance = small.caveats().chance().orElseThrow();
    double bias = 19 / (2.0 * many.length) / Math.log(2);
    assertTrue(smallChance.mean() < bias && small.value() < 3 * bias, small.toString());
    assertEquals(
        0, small.value() - smallChance.mean(), 4 * smallChance.standardDeviation(), "corrected");
  }

  @Test
  void chanceDoesNotExplainAPerfectCode() {
    int[][] classes = twoFactors(5);
    float[] codes = new float[2 * classes.length];
    for (int i = 0; i < classes.length; i++) {
      codes[2 * i] = classes[i][1];
      codes[2 * i + 1] = classes[i][0];
    }
    Estimate gap = mig(codes, classes);
    assertEquals(1, gap.value(), ROUNDING);
    Chance chance = gap.caveats().chance().orElseThrow();
    assertFalse(chance.explains(gap.value(), Column.Better.HIGHER), gap.toString());
    assertTrue(chance.mean() < 0.2, gap.toString());
  }

  @Test
  void theGapNeedsFactorsAndTwoUnits() {
    MutualInformationGap mig = new MutualInformationGap(20);
    assertEquals(
        "the factors of test-set are not known; mig needs a data set like sprites",
        assertThrows(
                IllegalArgumentException.class,
                () -> mig.checkFits(IdentityCodes.images(4, 2, Optional.empty())))
            .getMessage());
    assertEquals(
        "bins must be at least 2 but is 1",
        assertThrows(IllegalArgumentException.class, () -> new MutualInformationGap(1))
            .getMessage());
    Dataset known = IdentityCodes.images(4, 2, Optional.of(IdentityCodes.factors(twoFactors(1))));
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel two = IdentityCodes.model(2);
      LatentVariableModel one =
          new LatentVariableModel(
              1, two.prior(), two.likelihood(), two.posterior(), two.closedForms());
      Evaluated evaluated =
          new Evaluated(harness, one, harness.input(Shape.of(4, 2), new float[8]), 4, known);
      assertEquals(
          "mig compares latent units, and this model has only one",
          assertThrows(IllegalArgumentException.class, () -> evaluated.measure(mig)).getMessage());
    }
  }

  @Test
  void theGapAtBestIsThatOfTheFactorsAsCodes() {
    int[][] balanced = twoFactors(5);
    assertEquals(
        1, mig(noise(20), balanced).caveats().ideal().orElseThrow(), ROUNDING, "a complete grid");
    // Three of four combinations: the factors themselves tell of each other.
    int[][] classes = {{0, 0}, {0, 1}, {1, 0}, {0, 0}, {0, 1}, {1, 0}};
    double entropy = Math.log(3) - 2.0 / 3 * Math.log(2);
    double information = 2 * entropy - Math.log(3);
    assertEquals(
        (entropy - information) / entropy,
        mig(noise(6), classes).caveats().ideal().orElseThrow(),
        ROUNDING);
  }

  @Test
  void pointsAreTheMostThatAreTaken() {
    int[][] classes = twoFactors(50);
    double[][] codes = HandMade.codes(classes, 2, (row, u) -> row[u]);
    assertEquals(80, points(codes, classes, 80).n());
    assertEquals(1, points(codes, classes, 80).value(), 0.2);
    assertEquals(points(codes, classes, 200), points(codes, classes, 1000));
    assertEquals(mig(new float[400], classes).n(), points(codes, classes, 1000).n());
  }

  private static Estimate points(double[][] codes, int[][] classes, int points) {
    return IdentityCodes.measure(
            new MutualInformationGap(20, Optional.empty(), Optional.of(points)), codes, classes)
        .get("mig");
  }
}
