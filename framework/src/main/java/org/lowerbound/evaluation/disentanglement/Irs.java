package org.lowerbound.evaluation.disentanglement;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.numeric.Quantile;
import org.lowerbound.random.RandomStream;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;

/**
 * The interventional robustness score (Suter et al. 2019, section 4): how little a unit moves while
 * the factor that it stands for stays and all others change. For each unit and each factor, the
 * high quantile of how far the unit is from its mean among the examples with one value of the
 * factor, mean over values, in units of how far it is at most from its mean over all examples; the
 * score of a unit is 1 less that of its best factor, and the number is their mean, weighted by how
 * far the units move at all.
 *
 * <p>Values of factors are taken as they are, however many there are. Units that are constant have
 * no score; {@code irs-units} has how many are not, and without any the score is 0. Codes of noise
 * are not given 0, as the quantile is below the largest distance: see the number by chance.
 *
 * @param points the most examples that are taken, at random
 * @param quantile the part of the distances that are below the one that counts; 1 for the largest
 * @param options what all scores have in common
 */
public record Irs(
    @Default("10000") @Interval(min = 10, max = Counts.MOST_DRAWS) int points,
    @Default("0.99") @Interval(above = 0, max = 1) double quantile,
    @Flat ScoreOptions options)
    implements FactorScore {
  private static final String SCORE = "irs";
  private static final String UNITS = "irs-units";
  private static final int LEAST = 10;

  /** Checks the arguments. */
  public Irs {
    Counts.checkAtLeast("points", points, LEAST, Counts.MOST_DRAWS);
    checkArgument(quantile > 0 && quantile <= 1, "quantile must be in (0, 1] but is %s", quantile);
  }

  /** Makes one with the settings of Locatello et al. 2019. */
  public Irs() {
    this(10_000, 0.99, ScoreOptions.STANDARD);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            SCORE,
            "",
            Better.HIGHER,
            "Interventional robustness score, quantile %s, from 0 to 1".formatted(quantile)),
        new Column(UNITS, "units", Better.NEITHER, "Latent units that are not constant"));
  }

  @Override
  public Needs needs() {
    return new Needs(1, 1, LEAST, false, 10);
  }

  @Override
  public ImmutableMap<String, Double> numbers(
      double[][] codes, VaryingFactors factors, RandomStream stream) {
    int[] rows = Arrays.stream(stream.permutation(codes.length)).limit(points).sorted().toArray();
    double[][] chosen = Arrays.stream(rows).mapToObj(i -> codes[i]).toArray(double[][]::new);
    VaryingFactors known = factors.select(rows);
    double score = 0;
    double weights = 0;
    int units = 0;
    for (int u = 0; u < codes[0].length; u++) {
      int unit = u;
      double[] values = Arrays.stream(chosen).mapToDouble(code -> code[unit]).toArray();
      double most = Arrays.stream(distances(values)).max().orElse(0);
      if (most > 0) {
        units++;
        weights += most;
        score += most * (1 - leastDeviation(values, known) / most);
      }
    }
    return ImmutableMap.of(SCORE, units > 0 ? score / weights : 0, UNITS, (double) units);
  }

  /** Returns how far a unit moves while its best factor stays. */
  private double leastDeviation(double[] values, VaryingFactors factors) {
    return IntStream.range(0, factors.count())
        .mapToDouble(f -> deviation(values, factors.values().get(f), factors.sizes().get(f)))
        .min()
        .orElseThrow();
  }

  private double deviation(double[] values, int[] classes, int size) {
    return IntStream.range(0, size)
        .mapToObj(
            c ->
                IntStream.range(0, values.length)
                    .filter(i -> classes[i] == c)
                    .mapToDouble(i -> values[i])
                    .toArray())
        .filter(group -> group.length > 0)
        .mapToDouble(group -> Quantile.of(distances(group), quantile))
        .average()
        .orElseThrow();
  }

  /** Returns how far values are from their mean; exactly 0 where all are equal. */
  private static double[] distances(double[] values) {
    double origin = values[0];
    double mean = Arrays.stream(values).map(v -> v - origin).sum() / values.length;
    return Arrays.stream(values).map(v -> Math.abs(v - origin - mean)).toArray();
  }
}
