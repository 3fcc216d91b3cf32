package org.lowerbound.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.Bernoulli;
import org.lowerbound.distribution.ClosedFormKls;
import org.lowerbound.distribution.DiagonalNormal;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Metrics on codes, where the right figure can be worked out by hand. */
final class CodeMetricsTest {
  private static final double ROUNDING = 1e-12; // Sums in double precision.

  /** Two binary factors, each combination {@code repeats} times. */
  private static int[][] twoFactors(int repeats) {
    int[][] classes = new int[4 * repeats][];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = new int[] {i % 2, i / 2 % 2};
    }
    return classes;
  }

  private static double gap(double[][] codes, int[][] classes, Integer... sizes) {
    return MutualInformationGap.gap(codes, classes, ImmutableList.copyOf(sizes), 20);
  }

  @Test
  void aCodeOfOneUnitForEachFactorHasAGapOfOne() {
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {-3.0 * classes[i][1], 0.7, 10 + classes[i][0]};
    }
    assertEquals(1, gap(codes, classes, 2, 2), ROUNDING);
  }

  @Test
  void aDuplicatedCodeHasNoGap() {
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      double both = classes[i][0] + 2 * classes[i][1];
      codes[i] = new double[] {both, -both};
    }
    assertEquals(0, gap(codes, classes, 2, 2), ROUNDING);
  }

  @Test
  void aCodeThatTellsNothingHasNoGap() {
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {4, 4};
    }
    assertEquals(0, gap(codes, classes, 2, 2), ROUNDING);
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
    assertEquals((Math.log(4) - Math.log(2)) / Math.log(4), gap(codes, classes, 4), ROUNDING);
  }

  @Test
  void aNoisyCodeWorkedOutByHand() {
    // Unit 1 is right in 3 of 4 cases of each class: I = log 2 − H(¾). Unit 2 tells nothing.
    int[][] classes = {{0}, {0}, {0}, {0}, {1}, {1}, {1}, {1}};
    double[][] codes = {{0, 0}, {0, 1}, {0, 0}, {1, 1}, {1, 0}, {1, 1}, {1, 0}, {0, 1}};
    double entropy = -(0.75 * Math.log(0.75) + 0.25 * Math.log(0.25));
    assertEquals((Math.log(2) - entropy) / Math.log(2), gap(codes, classes, 2), ROUNDING);
  }

  @Test
  void theGapIsTheMeanOverFactors() {
    // Factor 0 has a unit of its own; nothing tells of factor 1.
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {classes[i][0], 0};
    }
    assertEquals(0.5, gap(codes, classes, 2, 2), ROUNDING);
  }

  @Test
  void unitsHaveBinsOfTheirOwnRange() {
    // A unit with a tiny range tells as much as one with a large one.
    int[][] classes = twoFactors(5);
    double[][] codes = new double[classes.length][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = new double[] {1e6 * classes[i][0], 5 + 1e-6 * classes[i][1]};
    }
    assertEquals(1, gap(codes, classes, 2, 2), ROUNDING);
  }

  @Test
  void aFactorThatNeverVariesIsLeftOut() {
    double[][] codes = {{0, 1}, {1, 1}};
    assertEquals(1, gap(codes, new int[][] {{0, 0}, {1, 0}}, 2, 2), ROUNDING);
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class, () -> gap(codes, new int[][] {{0, 0}, {0, 0}}, 2, 2));
    assertEquals("no factor varies in this split", error.getMessage());
  }

  @Test
  void activeUnitsAreThoseWhoseMeansVary() {
    // Variances 1, 0.0101 and 0.0099 around means far from 0, and a constant.
    double a = Math.sqrt(0.0101);
    double b = Math.sqrt(0.0099);
    double[][] codes = {{6, 100 + a, b, 3}, {4, 100 - a, -b, 3}};
    assertEquals(2, ActiveUnits.count(codes, 0.01));
    assertEquals(3, ActiveUnits.count(codes, 0.005));
    assertEquals(0, ActiveUnits.count(codes, 2));
  }

  private static Dataset images(int count, Optional<Factors> factors) {
    Observations images = new Observations.Bytes(new byte[2 * count], count, 2);
    return Dataset.of(
        "test-set",
        Shape.of(2),
        ValueKind.BINARY,
        FreshDraw.NOTHING,
        ImmutableMap.of(Split.TRAIN, images, Split.TEST, images),
        Optional.empty(),
        factors);
  }

  /** The code of x is x itself, with a scale that no metric on codes may look at. */
  private static LatentVariableModel identity() {
    return new LatentVariableModel(
        2,
        TestPriors.standardNormal(2),
        (tf, z, pass) -> new Bernoulli(z, 2),
        (tf, x, pass) -> new DiagonalNormal(tf.identity(x), tf.constant(new float[] {2, 2}), 2),
        ClosedFormKls.registry());
  }

  @Test
  void codesArePosteriorMeansOfAllExamplesInOrder() {
    int count = 2300; // Three runs, the last one smaller.
    float[] values = new float[2 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(count, 2), values);
      Evaluated evaluated =
          new Evaluated(harness, identity(), x, count, images(count, Optional.empty()));
      double[][] codes = new Codes(harness.tf(), evaluated.graph()).of(evaluated);
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i], codes[i / 2][i % 2]);
      }
      assertEquals(ImmutableList.of(1000, 2000, 2300), evaluated.progress);
      Estimate active = evaluated.measure(new ActiveUnits(0.01)).get("active-units");
      assertEquals(2, active.value());
      assertEquals(count, active.n());
    }
  }

  @Test
  void theGapOfAModelIsThatOfItsCodes() {
    int[][] classes = twoFactors(3);
    float[] values = new float[2 * classes.length];
    for (int i = 0; i < classes.length; i++) {
      values[2 * i] = classes[i][1];
      values[2 * i + 1] = classes[i][0];
    }
    Factors factors =
        new Factors(
            ImmutableList.of("shape", "size"),
            ImmutableList.of(2, 2),
            ImmutableMap.of(Split.TEST, classes, Split.TRAIN, classes));
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(classes.length, 2), values);
      Evaluated evaluated =
          new Evaluated(
              harness, identity(), x, classes.length, images(classes.length, Optional.of(factors)));
      assertEquals(1, evaluated.measure(new MutualInformationGap(20)).get("mig").value(), ROUNDING);
    }
  }

  @Test
  void theGapNeedsFactorsAndTwoUnits() {
    MutualInformationGap mig = new MutualInformationGap(20);
    assertEquals(
        "the factors of test-set are not known; mig needs a data set like sprites",
        assertThrows(
                IllegalArgumentException.class, () -> mig.checkFits(images(4, Optional.empty())))
            .getMessage());
    assertEquals(
        "bins must be at least 2 but is 1",
        assertThrows(IllegalArgumentException.class, () -> new MutualInformationGap(1))
            .getMessage());
    int[][] classes = twoFactors(1);
    Dataset known =
        images(
            4,
            Optional.of(
                new Factors(
                    ImmutableList.of("shape", "size"),
                    ImmutableList.of(2, 2),
                    ImmutableMap.of(Split.TEST, classes, Split.TRAIN, classes))));
    try (GraphHarness harness = new GraphHarness()) {
      LatentVariableModel two = identity();
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
  void theReconstructionErrorByHand() {
    // The decoder's logits are the code, which is x: the mean is σ(x).
    float[] values = {1, 0, 1, 1};
    double hit = 1 / (1 + Math.exp(-1.0));
    double one = (1 - hit) * (1 - hit);
    double zero = 0.25;
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness,
              identity(),
              harness.input(Shape.of(2, 2), values),
              2,
              images(2, Optional.empty()));
      Estimate error = evaluated.measure(new ReconstructionError()).get("reconstruction-error");
      double first = (one + zero) / 2;
      assertEquals((first + one) / 2, error.value(), 1e-7); // Squares of 32-bit floats.
      assertEquals(2, error.n());
      assertEquals(Math.abs(first - one) / 2, error.standardError().orElseThrow(), 1e-7);
    }
  }

  @Test
  void aReconstructionFromTheExactPosteriorIsTheProjection() {
    LinearGaussianGraph graph = LinearGaussianGraph.exact(30);
    try (GraphHarness harness = new GraphHarness()) {
      Estimate error =
          new Evaluated(
                  harness, graph.build(harness), graph.observations(harness), 30, graph.dataset())
              .measure(new ReconstructionError())
              .get("reconstruction-error");
      assertEquals(graph.meanReconstructionError(), error.value(), 1e-6);
    }
  }
}
