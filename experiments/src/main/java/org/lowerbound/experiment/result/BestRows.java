package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableSet;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;

/** Which rows are the best in a column. */
final class BestRows {
  private BestRows() {}

  /**
   * Returns the rows with the best mean; several if their means are equal.
   *
   * <p>None if there is nothing to choose from: the column does not judge, the rows are of
   * different data or their likelihoods of different measures (a density of grey levels and a mass
   * of them do not compare), or fewer than two have a finite mean. A mean that is not finite is
   * never the best: a bound of infinity is a defect.
   */
  static ImmutableSet<Integer> of(ResultTable table, Column column) {
    double[] means =
        table.rows().stream()
            .mapToDouble(
                row -> {
                  Cell cell = row.metrics().get(column.name());
                  return cell == null ? Double.NaN : cell.mean();
                })
            .toArray();
    ProvenanceSummary provenance = table.provenance();
    boolean comparable = provenance.datasets().size() <= 1 && provenance.measures().size() <= 1;
    if (!comparable || column.better() == Better.NEITHER || finite(means).count() < 2) {
      return ImmutableSet.of();
    }
    OptionalDouble best =
        column.better() == Better.LOWER ? finite(means).min() : finite(means).max();
    IntPredicate isBest = i -> means[i] == best.getAsDouble();
    return IntStream.range(0, means.length).filter(isBest).boxed().collect(toImmutableSet());
  }

  private static DoubleStream finite(double[] means) {
    return DoubleStream.of(means).filter(Double::isFinite);
  }
}
