package org.lowerbound.evaluation.sample;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Observations;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.evaluation.SplitRunner;
import org.lowerbound.spec.Default;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.Interval;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * How good samples are, and how much of the data they cover, as neighbourhoods tell: precision and
 * recall (Kynkäänniemi et al. 2019, equation 2), density and coverage (Naeem et al. 2020, equations
 * 4 and 5).
 *
 * <p>A neighbourhood is a ball around a point that reaches to its k-th neighbour of the same
 * sample, and has what lies strictly within. Precision: the part of the samples that lie in a ball
 * of an image of the data; recall: the part of the data's images that lie in a ball of a sample;
 * density: in how many balls of the data a sample lies, in units of k, which is not bounded by 1;
 * coverage: the part of the data's balls that hold a sample. Of two samples of one distribution,
 * density is 1 on average, and coverage 1 − (n − 1) … (n − k) / ((2n − 1) … (2n − k)), or 0.97 for
 * k = 5.
 *
 * <p>Beside each is what images of the training split have in the samples' place: no model of the
 * data does better other than by luck or by repeating them.
 *
 * @param comparison what is compared, and by what
 * @param neighbours k
 */
public record PrecisionRecall(
    @Flat Comparison comparison, @Default("5") @Interval(min = 1, max = 1000) int neighbours)
    implements ComparesSamples {
  private static final String NAME = "prdc";
  private static final int MOST_NEIGHBOURS = 1000;

  /** Checks the arguments. */
  public PrecisionRecall {
    checkArgument(
        neighbours > 0 && neighbours <= MOST_NEIGHBOURS,
        "neighbours must be 1 … %s but is %s",
        MOST_NEIGHBOURS,
        neighbours);
  }

  @Override
  public ImmutableList<Column> columns() {
    String balls = " (balls to the neighbour %d); %s".formatted(neighbours, comparison.words());
    ImmutableList<Column> ofSamples =
        ImmutableList.of(
            column("precision", "Part of the samples that lie in a ball of the data" + balls),
            column("recall", "Part of the data that lies in a ball of a sample" + balls),
            column("density", "Balls of the data that a sample lies in, over k" + balls),
            column("coverage", "Part of the data's balls that hold a sample" + balls));
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    columns.addAll(ofSamples);
    for (Column column : ofSamples) {
      columns.add(new Column(column.name() + REAL, column.unit(), Better.NEITHER, OF_REAL));
    }
    comparison.accuracy(NAME).ifPresent(columns::add);
    return columns.build();
  }

  private Column column(String number, String description) {
    return new Column(comparison.column(number), "", Better.HIGHER, description);
  }

  @Override
  public void checkFits(Dataset dataset) {
    comparison.checkFits(dataset);
    checkArgument(
        comparison.examples() > neighbours,
        "examples is %s, but each has %s neighbours: more examples work",
        comparison.examples(),
        neighbours);
    for (Observations split : dataset.splits().values()) {
      checkArgument(
          split.count() > neighbours,
          "a split of %s has %s examples, which do not have %s neighbours each; fewer work",
          dataset.name(),
          split.count(),
          neighbours);
    }
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    FeatureSets sets = comparison.build(tf, graph, TypeNames.of(this));
    return runner -> numbers(runner, sets.of(runner));
  }

  private ImmutableMap<String, Estimate> numbers(SplitRunner runner, FeatureSets.Sets sets) {
    // What takes long on the host tells that it goes on, and hears if the trial is stopped.
    Runnable pulse = () -> runner.progress(runner.count());
    Neighbourhoods real = new Neighbourhoods(sets.real(), neighbours, pulse);
    Manifolds ofSamples = Manifolds.of(real, sets.generated());
    Manifolds ofReal = Manifolds.of(real, sets.otherReal());
    keep(runner, sets, ofSamples);
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    put(numbers, ofSamples, "", sets.areFinite());
    put(numbers, ofReal, REAL, sets.areFinite());
    sets.accuracy()
        .ifPresent(
            accuracy -> numbers.put(comparison.accuracy(NAME).orElseThrow().name(), accuracy));
    return numbers.buildOrThrow();
  }

  private void keep(SplitRunner runner, FeatureSets.Sets sets, Manifolds manifolds) {
    runner.keep("row", Arrays.stream(sets.rows()).asDoubleStream().toArray());
    runner.keep(comparison.column("recall"), manifolds.recall());
    runner.keep(comparison.column("coverage"), manifolds.coverage());
  }

  private void put(
      ImmutableMap.Builder<String, Estimate> numbers,
      Manifolds manifolds,
      String end,
      boolean finite) {
    put(numbers, "precision", end, manifolds.precision(), finite);
    put(numbers, "recall", end, manifolds.recall(), finite);
    put(numbers, "density", end, manifolds.density(), finite);
    put(numbers, "coverage", end, manifolds.coverage(), finite);
  }

  private void put(
      ImmutableMap.Builder<String, Estimate> numbers,
      String number,
      String end,
      double[] values,
      boolean finite) {
    numbers.put(
        comparison.column(number) + end,
        finite ? Estimate.meanOf(values) : Estimate.exact(Double.NaN, values.length));
  }
}
