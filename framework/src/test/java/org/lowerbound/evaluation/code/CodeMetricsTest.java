package org.lowerbound.evaluation.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Factors;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.Observations;
import org.lowerbound.data.Split;
import org.lowerbound.data.ValueKind;
import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.discrete.Bernoulli;
import org.lowerbound.distribution.divergence.ClosedFormKls;
import org.lowerbound.evaluation.Chance;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.reconstruction.ReconstructionError;
import org.lowerbound.model.LatentVariableModel;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;
import org.lowerbound.testing.TestPriors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Metrics on codes, where the right number can be worked out by hand. */
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
    return new BinnedCodes(codes, 20).gap(classes, ImmutableList.copyOf(sizes));
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
    assertEquals(2, ActiveUnits.count(codes, 0.01).value());
    assertEquals(3, ActiveUnits.count(codes, 0.005).value());
    assertEquals(0, ActiveUnits.count(codes, 2).value());
  }

  @Test
  void unitsNearTheThresholdGiveTheirNumberAnError() {
    int count = 400;
    double[][] codes = new double[count][];
    RandomStream stream = new RandomStream(1, "codes");
    for (int i = 0; i < count; i++) {
      double x = stream.nextGaussian();
      codes[i] = new double[] {x, 1e-4 * x, 0.1 * x, -0.1 * x};
    }
    // Of the last two the variance is 0.01 to about a fourteenth, √(2 / 400): each is a coin.
    Estimate units = ActiveUnits.count(codes, 0.01);
    assertEquals(Math.sqrt(2) / 2, units.standardError().orElseThrow(), ROUNDING);
    assertEquals(OptionalDouble.empty(), ActiveUnits.count(codes, 0.1).standardError());
    // Two examples tell next to nothing, one nothing.
    double[][] two = {{0, 0}, {1, 0}};
    assertEquals(0.5, ActiveUnits.count(two, 0.1).standardError().orElseThrow());
    double[][] one = {{3, 3}};
    assertEquals(Math.sqrt(2) / 2, ActiveUnits.count(one, 0.1).standardError().orElseThrow());
  }

  @Test
  void codesThatAreNotFiniteHaveNoFigures() {
    double[][] codes = {{1, Double.NaN}, {0, 1}};
    assertTrue(Double.isNaN(ActiveUnits.count(codes, 0.01).value()));
    double[][] infinite = {{1, Double.POSITIVE_INFINITY}, {0, 1}};
    assertTrue(Double.isNaN(ActiveUnits.count(infinite, 0.01).value()));
    int[][] classes = twoFactors(1);
    assertTrue(Double.isNaN(mig(new float[] {1, 2, 3, Float.NaN, 1, 2, 3, 4}, classes).value()));
  }

  /** Measures the gap of codes, {@code [count, 2]}, that are the observations themselves. */
  private static Estimate mig(float[] codes, int[][] classes) {
    Factors factors =
        new Factors(
            ImmutableList.of("shape", "size"),
            ImmutableList.of(2, 2),
            ImmutableMap.of(Split.TEST, classes, Split.TRAIN, classes));
    int count = classes.length;
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> x = harness.input(Shape.of(count, 2), codes);
      return new Evaluated(harness, identity(), x, count, images(count, Optional.of(factors)))
          .measure(new MutualInformationGap(20))
          .get("mig");
    }
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
  void shufflesAreOrdersOfAllExamples() {
    int count = 1500; // Two runs.
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness,
              identity(),
              harness.input(Shape.of(count, 2), new float[2 * count]),
              count,
              images(count, Optional.empty()));
      List<int[]> orders = new Shuffles(harness.tf(), evaluated.graph(), "order", 3).of(evaluated);
      int[] sorted = IntStream.range(0, count).toArray();
      for (int[] order : orders) {
        assertFalse(Arrays.equals(sorted, order));
        // No example stays near its place: the mean distance of two random ones is a third.
        double distance =
            IntStream.range(0, count).map(i -> Math.abs(i - order[i])).average().orElseThrow();
        assertEquals(count / 3.0, distance, 0.05 * count);
        int[] again = order.clone();
        Arrays.sort(again);
        assertArrayEquals(sorted, again);
      }
      assertFalse(Arrays.equals(orders.get(0), orders.get(1)));
    }
  }

  @Test
  void thePerplexityHasTheErrorThatRepetitionShows() {
    // Pairs of codes that go together, so that an example's two are not two independent ones.
    int count = 300;
    int repetitions = 400;
    double[] perplexities = new double[repetitions];
    double meanError = 0;
    RandomStream stream = new RandomStream(3, "codes");
    for (int r = 0; r < repetitions; r++) {
      int[][] codes = new int[count][];
      for (int i = 0; i < count; i++) {
        int code = (int) (5 * stream.nextDouble() * stream.nextDouble());
        codes[i] = new int[] {code, code};
      }
      Estimate perplexity = Perplexity.numbers(codes, 8).get("perplexity");
      perplexities[r] = perplexity.value();
      meanError += perplexity.standardError().orElseThrow() / repetitions;
    }
    double spread = MonteCarlo.of(perplexities).standardError() * Math.sqrt(repetitions);
    // A standard deviation of 400 numbers is itself known to 1/√800.
    assertEquals(spread, meanError, MonteCarlo.ALLOWED_STANDARD_ERRORS * spread / Math.sqrt(800));
    assertEquals(1, Perplexity.numbers(new int[][] {{2}, {2}}, 8).get("codes-used").value());
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
      double[][] codes = new Codes(harness.tf(), evaluated.graph(), "codes").of(evaluated);
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i], codes[i / 2][i % 2]);
      }
      assertEquals(ImmutableList.of(1000, 2000, 2300), evaluated.progress());
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
