package org.lowerbound.evaluation.code;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.Evaluated;
import org.lowerbound.evaluation.IdentityCodes;
import org.lowerbound.evaluation.reconstruction.ReconstructionError;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GraphHarness;
import org.lowerbound.testing.LinearGaussianGraph;
import org.lowerbound.testing.MonteCarlo;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Metrics on codes, where the right number can be worked out by hand. */
final class CodeMetricsTest {
  private static final double ROUNDING = 1e-12; // Sums in double precision.

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
  }

  @Test
  void shufflesAreOrdersOfAllExamples() {
    int count = 1500; // Two runs.
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness,
              IdentityCodes.model(2),
              harness.input(Shape.of(count, 2), new float[2 * count]),
              count,
              IdentityCodes.images(count, 2, Optional.empty()));
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
          new Evaluated(
              harness,
              IdentityCodes.model(2),
              x,
              count,
              IdentityCodes.images(count, 2, Optional.empty()));
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
  void drawnCodesAreOneOfEachPosteriorInOrder() {
    int count = 1300; // Two runs, each with draws of its own.
    float[] values = new float[3 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 * i;
    }
    try (GraphHarness harness = new GraphHarness()) {
      Evaluated evaluated =
          new Evaluated(
              harness,
              IdentityCodes.model(3),
              harness.input(Shape.of(count, 3), values),
              count,
              IdentityCodes.images(count, 3, Optional.empty()));
      double[][] codes =
          Codes.drawn(harness.tf(), evaluated.graph(), "codes", "draws").of(evaluated);
      double[] noise = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        noise[i] = codes[i / 3][i % 3] - values[i];
      }
      // The posterior's scale is exp 2; 32-bit floats near 400,000 are 0.03 apart.
      MonteCarlo squares = MonteCarlo.of(Arrays.stream(noise).map(e -> e * e).toArray());
      assertEquals(Math.exp(4), squares.mean(), 4 * squares.standardError());
      assertEquals(0, MonteCarlo.of(noise).mean(), 4 * MonteCarlo.of(noise).standardError());
      assertFalse(Math.abs(noise[0] - noise[3000]) < 0.05, "the runs' draws differ");
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
              IdentityCodes.model(2),
              harness.input(Shape.of(2, 2), values),
              2,
              IdentityCodes.images(2, 2, Optional.empty()));
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
