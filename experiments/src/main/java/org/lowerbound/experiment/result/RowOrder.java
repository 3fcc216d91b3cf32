package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;

/** The order of rows by their means in a column. */
final class RowOrder {
  private RowOrder() {}

  /** Returns the rows, the best first, those without a finite mean last. */
  static ImmutableList<TableRow> bestFirst(List<TableRow> rows, Column column) {
    double sign = column.better() == Better.LOWER ? 1 : -1;
    Comparator<TableRow> order =
        Comparator.comparingDouble(
            row -> {
              OptionalDouble mean = mean(row, column.name());
              return mean.isPresent() ? sign * mean.getAsDouble() : Double.POSITIVE_INFINITY;
            });
    return ImmutableList.sortedCopyOf(order, rows);
  }

  /** Returns a row's mean in a column, if it has a finite one: it is ordered by it. */
  static OptionalDouble mean(TableRow row, String column) {
    return Optional.ofNullable(row.metrics().get(column)).stream()
        .mapToDouble(Cell::mean)
        .filter(Double::isFinite)
        .findFirst();
  }

  /**
   * Returns a column that says which of two values is the better one.
   *
   * @param all the columns to choose from instead
   * @throws ResultException if it does not, with those that do
   */
  static Column requireJudging(Column column, Collection<Column> all) {
    if (column.better() == Better.NEITHER) {
      List<String> judging =
          all.stream().filter(c -> c.better() != Better.NEITHER).map(Column::name).toList();
      throw new ResultException(
          "no value of %s is better than another, so that no row is the first by it; %s"
              .formatted(
                  column.name(),
                  judging.isEmpty()
                      ? "no column here says which values are better"
                      : "these columns work: " + String.join(", ", judging)));
    }
    return column;
  }
}
