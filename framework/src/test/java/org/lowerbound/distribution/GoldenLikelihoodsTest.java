package org.lowerbound.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lowerbound.distribution.continuous.Beta;
import org.lowerbound.distribution.continuous.ContinuousBernoulli;
import org.lowerbound.distribution.continuous.StudentT;
import org.lowerbound.distribution.discrete.NegativeBinomial;
import org.lowerbound.distribution.discrete.Poisson;
import org.lowerbound.distribution.levels.BetaBinomialLevels;
import org.lowerbound.distribution.levels.DiscretizedLogistic;
import org.lowerbound.testing.GoldenTable;
import org.lowerbound.testing.GraphHarness;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Likelihoods against values that another program made: {@code tools/golden/likelihoods.py}. */
final class GoldenLikelihoodsTest {
  private static final int LEVELS = 256;

  private static final ImmutableMap<String, Function<List<Operand<TFloat32>>, WithVariance>>
      FAMILIES =
          ImmutableMap.of(
              "student-t", p -> new StudentT(p.get(0), p.get(1), p.get(2), 1),
              "beta", p -> new Beta(p.get(0), p.get(1), 1),
              "beta-binomial", p -> new BetaBinomialLevels(p.get(0), p.get(1), LEVELS, 1),
              "poisson", p -> new Poisson(p.get(0), 1),
              "negative-binomial", p -> new NegativeBinomial(p.get(0), p.get(1), 1),
              "discretized-logistic", p -> new DiscretizedLogistic(p.get(0), p.get(1), LEVELS, 1),
              "continuous-bernoulli", p -> new ContinuousBernoulli(p.get(0), 1));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "student-t",
        "beta",
        "beta-binomial",
        "poisson",
        "negative-binomial",
        "discretized-logistic",
        "continuous-bernoulli"
      })
  void logDensities(String family) {
    List<GoldenTable.Row> rows = rows(family);
    try (GraphHarness harness = new GraphHarness()) {
      float[] values = column(rows, row -> row.number("x"));
      float[] actual =
          harness.run(
              distribution(harness, family, rows)
                  .logProb(harness.tf(), harness.input(Shape.of(rows.size(), 1), values)));
      for (int i = 0; i < actual.length; i++) {
        double expected = rows.get(i).number("value");
        assertEquals(expected, actual[i], tolerance(family, rows.get(i)), rows.get(i)::toString);
      }
    }
  }

  /** Some ten operations of 32-bit floats, and what the rounding of an argument makes. */
  private static double tolerance(String family, GoldenTable.Row row) {
    double rounding = 2e-6 * (1 + Math.abs(row.number("value")));
    // A level k/255 and its distance from μ are exact to 10⁻⁷, of which the scale is the unit.
    return family.equals("discretized-logistic")
        ? rounding + 1e-7 * Math.exp(-row.floats("parameters")[1])
        : rounding;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"student-t", "beta", "beta-binomial", "negative-binomial", "continuous-bernoulli"})
  void moments(String family) {
    List<GoldenTable.Row> means = rows(family + " mean");
    List<GoldenTable.Row> variances = rows(family + " variance");
    try (GraphHarness harness = new GraphHarness()) {
      Operand<TFloat32> mean = distribution(harness, family, means).mean(harness.tf());
      assertMoments(means, harness.run(harness.tf().identity(mean)));
      assertMoments(
          variances, harness.run(distribution(harness, family, variances).variance(harness.tf())));
    }
  }

  private static void assertMoments(List<GoldenTable.Row> rows, float... actual) {
    for (int i = 0; i < actual.length; i++) {
      double expected = rows.get(i).number("value");
      // Relative: the worst is a difference of 1 and 0.92.
      assertEquals(expected, actual[i], 5e-6 * Math.abs(expected), rows.get(i)::toString);
    }
  }

  private static List<GoldenTable.Row> rows(String name) {
    List<GoldenTable.Row> rows =
        GoldenTable.read("likelihoods").stream()
            .filter(row -> row.text("case").equals(name))
            .toList();
    assertFalse(rows.isEmpty(), name);
    return rows;
  }

  /** Builds a family with the parameters of each row, {@code [rows, 1]}. */
  private static WithVariance distribution(
      GraphHarness harness, String family, List<GoldenTable.Row> rows) {
    int count = rows.get(0).floats("parameters").length;
    List<Operand<TFloat32>> parameters =
        IntStream.range(0, count)
            .<Operand<TFloat32>>mapToObj(
                p ->
                    harness.input(
                        Shape.of(rows.size(), 1), column(rows, row -> row.floats("parameters")[p])))
            .toList();
    return FAMILIES.get(family).apply(parameters);
  }

  private static float[] column(
      List<GoldenTable.Row> rows, Function<GoldenTable.Row, Number> number) {
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number.apply(rows.get(i)).floatValue();
    }
    return values;
  }
}
