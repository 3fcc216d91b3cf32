package org.lowerbound.evaluation.reconstruction;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Optional;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Standardization;
import org.lowerbound.distribution.Distribution;
import org.lowerbound.distribution.Sampleable;
import org.lowerbound.distribution.WithMean;
import org.lowerbound.evaluation.Batches;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.Metric;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.model.Ability;
import org.lowerbound.spec.Counts;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How sure a model is of its reconstructions, and how rightly: from draws x′ of p(x | z), z ~ q(z |
 * x).
 *
 * <ul>
 *   <li>{@code reconstruction-sd}: the standard deviation of x′, mean over the values of an
 *       example, in the values' own unit.
 *   <li>{@code reconstruction-sd-code}: that of E[x | z] alone, the part that comes from the code
 *       and not from the noise of p(x | z); left empty where p(x | z) has no mean. Squares of the
 *       two differ by the mean variance of p(x | z).
 *   <li>{@code reconstruction-coverage}: how often a value x lies in the central interval of its
 *       draws. Below the level, the model is too sure. Above it tells less: the code has seen the x
 *       that it reconstructs, so that a perfect model is above. Of bits, whose intervals are {0},
 *       {1} or both, it is the part that p(x′ = x) is at least (1 − level) / 2 for, to the
 *       precision of the draws.
 * </ul>
 *
 * @param draws K, of each example
 * @param level the probability of the central interval, which lies between two of the draws; if no
 *     two have just that, the next above it
 */
public record ReconstructionUncertainty(
    @Default("99") @Interval(min = 2, max = Counts.MOST_UNITS) int draws,
    @Default("0.9") @Interval(above = 0, below = 1) double level)
    implements Metric {
  private static final String SD = "reconstruction-sd";
  private static final String SD_OF_CODE = "reconstruction-sd-code";
  private static final String COVERAGE = "reconstruction-coverage";

  /** Checks the arguments. */
  public ReconstructionUncertainty {
    Counts.checkAtLeast("draws", draws, 2, Counts.MOST_UNITS);
    checkArgument(level > 0 && level < 1, "level must lie between 0 and 1 but is %s", level);
  }

  @Override
  public ImmutableList<Column> columns() {
    return ImmutableList.of(
        new Column(
            SD,
            "per value",
            Better.NEITHER,
            "Standard deviation of %d draws of x given z, z ~ q(z|x), mean over the values of an"
                    .formatted(draws)
                + " example"),
        Column.optional(
            SD_OF_CODE,
            "per value",
            Better.NEITHER,
            "That of E[x|z] alone, z ~ q(z|x): the part that comes from the code"),
        new Column(
            COVERAGE,
            "",
            Better.NEITHER,
            "How often a value of x lies in the central interval, of probability %s, of its draws"
                .formatted(level)));
  }

  @Override
  public void checkFits(Dataset dataset) {
    Batches.checkFits(dataset, draws, "draws");
    PredictiveInterval.of(draws, level);
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    String who = TypeNames.of(this);
    Operand<TFloat32> codes =
        graph
            .modelWith(Ability.ENCODING, who)
            .encode(tf, graph.observations(), graph.pass())
            .draw(tf, graph.noise().apply("reconstruction-uncertainty.codes"), draws);
    Distribution p =
        graph.modelWith(Ability.DECODING, who).decode(tf, codes, graph.pass()); // [K, B] over x
    checkArgument(
        p instanceof Sampleable, "the likelihood %s cannot be drawn from", TypeNames.of(p));
    ImmutableList.Builder<Operand<TFloat32>> fetches = ImmutableList.builder();
    fetches.add(graph.observations()); // [B, D]
    fetches.add(
        ((Sampleable) p)
            .draw(tf, graph.noise().apply("reconstruction-uncertainty.values"), 1)); // [1, K, B, D]
    if (p instanceof WithMean withMean) {
      fetches.add(withMean.mean(tf)); // [K, B, D]
    }
    return runner ->
        numbers(
            runner,
            fetches.build(),
            graph.dataset().dimension(),
            graph.dataset().standardization());
  }

  private ImmutableMap<String, Estimate> numbers(
      SplitRunner runner,
      ImmutableList<Operand<TFloat32>> fetches,
      int dimension,
      Optional<Standardization> standardization) {
    PredictiveInterval interval = PredictiveInterval.of(draws, level);
    boolean hasMean = fetches.size() > 2;
    double[] sd = new double[runner.count()];
    double[] sdOfCode = new double[runner.count()];
    double[] coverage = new double[runner.count()];
    Batches.forEach(
        runner,
        draws,
        (index, rows) -> {
          List<float[]> values = runner.run(rows, index, fetches);
          for (int b = 0; b < rows.length; b++) {
            for (int d = 0; d < dimension; d++) {
              double scale = standardization.isEmpty() ? 1 : standardization.get().scale().get(d);
              int place = b * dimension + d;
              int step = rows.length * dimension;
              sd[rows[b]] += scale * deviation(values.get(1), place, step) / dimension;
              if (hasMean) {
                sdOfCode[rows[b]] += scale * deviation(values.get(2), place, step) / dimension;
              }
              if (holds(interval, values.get(0)[place], values.get(1), place, step)) {
                coverage[rows[b]] += 1.0 / dimension;
              }
            }
          }
        });
    runner.keep(SD, sd);
    runner.keep(COVERAGE, coverage);
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    numbers.put(SD, Estimate.meanOf(sd));
    numbers.put(COVERAGE, Estimate.meanOf(coverage));
    if (hasMean) {
      runner.keep(SD_OF_CODE, sdOfCode);
      numbers.put(SD_OF_CODE, Estimate.meanOf(sdOfCode));
    }
    return numbers.buildOrThrow();
  }

  /** Returns the standard deviation of every step-th value, from the one at a place. */
  private static double deviation(float[] values, int place, int step) {
    double mean = 0;
    int count = values.length / step;
    for (int i = place; i < values.length; i += step) {
      mean += values[i] / (double) count;
    }
    double squares = 0;
    for (int i = place; i < values.length; i += step) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    return Math.sqrt(squares / (count - 1));
  }

  private static boolean holds(
      PredictiveInterval interval, float x, float[] draws, int place, int step) {
    int notAbove = 0;
    int notBelow = 0;
    for (int i = place; i < draws.length; i += step) {
      notAbove += draws[i] <= x ? 1 : 0;
      notBelow += draws[i] >= x ? 1 : 0;
    }
    return interval.holds(notAbove, notBelow);
  }
}
