package org.lowerbound.evaluation.sample;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.Measurement;
import org.lowerbound.numeric.SampleMoments;
import org.lowerbound.spec.Flat;
import org.lowerbound.spec.TypeNames;
import org.tensorflow.op.Ops;

/**
 * The variance of samples over that of the data, both summed over all features: 1 for samples of
 * the data's own distribution, 0 for samples that are all the same. It says nothing of what they
 * look like.
 *
 * @param comparison what is compared, and by what
 */
public record VarianceRatio(@Flat Comparison comparison) implements ComparesSamples {
  private static final String NAME = "variance-ratio";

  @Override
  public ImmutableList<Column> columns() {
    ImmutableList.Builder<Column> columns = ImmutableList.builder();
    columns.add(
        new Column(
            comparison.column(NAME),
            "",
            Better.NEITHER,
            "Variance of samples over that of the data, summed over features; "
                + comparison.words()),
        new Column(comparison.column(NAME) + REAL, "", Better.NEITHER, OF_REAL));
    comparison.accuracy(NAME).ifPresent(columns::add);
    return columns.build();
  }

  @Override
  public void checkFits(Dataset dataset) {
    comparison.checkFits(dataset);
  }

  @Override
  public Measurement build(Ops tf, EvaluationScope graph) {
    FeatureSets sets = comparison.build(tf, graph, TypeNames.of(this));
    return runner -> numbers(sets.of(runner));
  }

  private ImmutableMap<String, Estimate> numbers(FeatureSets.Sets sets) {
    double ofData = variance(sets.real());
    int n = sets.real().length;
    ImmutableMap.Builder<String, Estimate> numbers = ImmutableMap.builder();
    numbers.put(comparison.column(NAME), Estimate.exact(variance(sets.generated()) / ofData, n));
    numbers.put(
        comparison.column(NAME) + REAL, Estimate.exact(variance(sets.otherReal()) / ofData, n));
    sets.accuracy()
        .ifPresent(
            accuracy -> numbers.put(comparison.accuracy(NAME).orElseThrow().name(), accuracy));
    return numbers.buildOrThrow();
  }

  /** Returns the trace of the covariance. */
  private static double variance(double[][] points) {
    SampleMoments moments = SampleMoments.of(points);
    double trace = 0;
    for (int i = 0; i < moments.mean().length; i++) {
      trace += moments.covariance()[i][i];
    }
    return trace;
  }
}
