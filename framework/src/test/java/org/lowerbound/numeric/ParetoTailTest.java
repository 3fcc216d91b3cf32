package org.lowerbound.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.random.RandomStream;
import org.lowerbound.testing.GoldenTable;

/** Pareto tails against ArviZ ({@code tools/golden/pareto.py}), exact draws and closed forms. */
final class ParetoTailTest {
  private static final double GOLDEN_SECTION = 0.6180339887498949;

  private static double uniform(int i) {
    return i * GOLDEN_SECTION % 1;
  }

  /** Returns the M + 1 largest, as a measurement keeps them. */
  private static double[] largest(double[] logWeights) {
    LargestValues largest = new LargestValues(ParetoTail.size(logWeights.length) + 1);
    Arrays.stream(logWeights).forEach(largest::add);
    return largest.values();
  }

  @Test
  void tailsAreThoseOfArviz() {
    int compared = 0;
    for (GoldenTable.Row row : GoldenTable.read("pareto")) {
      if (row.text("case").equals("tail")) {
        double shape = row.number("shape");
        double wave = row.number("wave");
        double[] logWeights =
            IntStream.rangeClosed(1, (int) row.number("draws"))
                .mapToDouble(i -> -shape * Math.log1p(-uniform(i)) + wave * Math.sin(i))
                .toArray();
        // ArviZ drops values of θ with a weight below 10 ε, of which there are up to a hundred.
        assertEquals(
            row.number("value"), ParetoTail.shape(largest(logWeights)), 1e-11, row.toString());
        compared++;
      }
    }
    assertEquals(60, compared);
  }

  @Test
  void fitsAreThoseOfArviz() {
    int compared = 0;
    for (GoldenTable.Row row : GoldenTable.read("pareto")) {
      if (!row.text("case").equals("tail")) {
        double shape = row.number("shape");
        double[] exceedances =
            IntStream.rangeClosed(1, (int) row.number("draws"))
                .mapToDouble(i -> 2.5 * Math.expm1(-shape * Math.log1p(-uniform(i))) / shape)
                .sorted()
                .toArray();
        GeneralizedPareto fit = GeneralizedPareto.fit(exceedances);
        double value = row.text("case").equals("fit-shape") ? fit.shape() : fit.scale();
        assertEquals(
            row.number("value"),
            value,
            1e-11 * (1 + Math.abs(row.number("value"))),
            row.toString());
        compared++;
      }
    }
    assertEquals(50, compared);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.3, 0.1, 0.5, 0.9, 1.5})
  void theShapeOfExactDrawsIsFound(double shape) {
    RandomStream stream = new RandomStream(1, "pareto");
    int n = 40_000;
    double[] exceedances =
        IntStream.range(0, n)
            .mapToDouble(i -> 3 * Math.expm1(-shape * Math.log1p(-stream.nextDouble())) / shape)
            .sorted()
            .toArray();
    GeneralizedPareto fit = GeneralizedPareto.fit(exceedances);
    // Of the estimate of greatest likelihood (Smith 1987), where k > −½; four of them.
    double deviation = (1 + shape) / Math.sqrt(n);
    assertEquals(shape, fit.shape(), 4 * deviation);
    assertEquals(3, fit.scale(), 4 * 3 * Math.sqrt(2 * (1 + shape) / n));
  }

  /**
   * For p = N(0, 1) and a proposal N(0, s²) the log-weight is ½ (1/s² − 1) z² + c with z ~ N(0,
   * s²), that is ½ (1 − s²) times a χ² of one degree: where s &lt; 1 its tail is exponential with
   * mean 1 − s², but for a logarithm, and that of the weight a power with k = 1 − s²; where s &gt;
   * 1 the weights are bounded.
   */
  @ParameterizedTest
  @CsvSource({"0.5, 0.75, 0.12", "0.8, 0.36, 0.12", "0.2, 0.96, 0.12"})
  void aNarrowProposalHasTheShapeOfItsVariance(double scale, double shape, double tolerance) {
    // The logarithm lowers k by up to 2 k / χ² where the tail begins, at χ² of about 9.
    assertEquals(shape, meanShape(scale), tolerance);
  }

  @Test
  void aWideProposalHasBoundedWeights() {
    assertTrue(meanShape(1.5) < 0.1, "k = -1/2 or so, drawn towards 1/2 by ten weights of 300");
  }

  private static double meanShape(double scale) {
    RandomStream stream = new RandomStream(2, "proposal");
    double mean = 0;
    int repeats = 20;
    for (int repeat = 0; repeat < repeats; repeat++) {
      double[] logWeights =
          IntStream.range(0, 10_000)
              .mapToDouble(i -> 0.5 * (1 - scale * scale) * Math.pow(stream.nextGaussian(), 2))
              .toArray();
      mean += ParetoTail.shape(largest(logWeights)) / repeats;
    }
    return mean;
  }

  @Test
  void shapesAreOfWeightsUpToAFactor() {
    double[] logWeights = IntStream.range(0, 200).mapToDouble(i -> 3 * Math.sin(i)).toArray();
    double[] shifted = Arrays.stream(logWeights).map(w -> w - 12_345).toArray();
    assertEquals(
        ParetoTail.shape(largest(logWeights)),
        ParetoTail.shape(largest(shifted)),
        1e-9); // Rounding
  }

  @Test
  void neverIsAShapeNoNumber() {
    double[] constant = new double[50];
    assertEquals(Double.NEGATIVE_INFINITY, ParetoTail.shape(largest(constant)));
    double[] rounded = IntStream.range(0, 50).mapToDouble(i -> -800 + 1e-5 * (i % 7)).toArray();
    assertEquals(Double.NEGATIVE_INFINITY, ParetoTail.shape(largest(rounded)));
    constant[7] = 5;
    assertEquals(Double.POSITIVE_INFINITY, ParetoTail.shape(largest(constant)), "one decides");
    constant[7] = Double.NaN;
    assertEquals(Double.POSITIVE_INFINITY, ParetoTail.shape(largest(constant)));
    Arrays.fill(constant, Double.NEGATIVE_INFINITY);
    assertEquals(Double.POSITIVE_INFINITY, ParetoTail.shape(largest(constant)));
    double[] spread = IntStream.range(0, 50).mapToDouble(i -> 1e4 * i).toArray();
    assertEquals(Double.POSITIVE_INFINITY, ParetoTail.shape(largest(spread)));
    double[] wide = IntStream.range(0, 500).mapToDouble(i -> 20.0 * i).toArray();
    double shape = ParetoTail.shape(largest(wide));
    assertTrue(shape > 10 && Double.isFinite(shape), "k = " + shape);
  }

  @Test
  void theTailIsAFifthOfFewDrawsAndLessOfMany() {
    assertEquals(20, ParetoTail.size(100));
    assertEquals(213, ParetoTail.size(5000));
    assertTrue(ParetoTail.isKnownOf(25));
    assertTrue(!ParetoTail.isKnownOf(20));
    assertEquals(0.5, ParetoTail.threshold(100), 1e-15);
    assertEquals(0.7, ParetoTail.threshold(5000), 0);
    assertThrows(IllegalArgumentException.class, () -> ParetoTail.shape(new double[5]));
  }

  @Test
  void theLargestAreKept() {
    RandomStream stream = new RandomStream(3, "largest");
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> stream.nextInt(300)).toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    for (int count : new int[] {1, 7, 999, 1000, 2000}) {
      LargestValues largest = new LargestValues(count);
      Arrays.stream(values).forEach(largest::add);
      assertEquals(
          Arrays.toString(Arrays.copyOfRange(sorted, Math.max(0, 1000 - count), 1000)),
          Arrays.toString(largest.values()));
    }
  }
}
