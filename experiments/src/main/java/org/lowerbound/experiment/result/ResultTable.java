package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import java.util.List;
import org.lowerbound.evaluation.Column;

/**
 * The result of a sweep: rows of trials, columns of metrics.
 *
 * @param name the sweep's name
 * @param description the sweep's description
 * @param columns the metrics that are shown, in order
 * @param rows the rows, in the order of the sweep
 * @param averagedOver the override paths that differ among the trials of a row, usually {@code
 *     seed}
 * @param provenance where the numbers come from
 */
public record ResultTable(
    String name,
    String description,
    ImmutableList<Column> columns,
    ImmutableList<TableRow> rows,
    ImmutableList<String> averagedOver,
    ProvenanceSummary provenance) {

  /** Returns the override paths that tell the rows apart, in order. */
  public ImmutableList<String> rowPaths() {
    return rows.stream()
        .flatMap(row -> row.overrides().keySet().stream())
        .distinct()
        .collect(toImmutableList());
  }

  /**
   * Returns the table with some of its columns, in the order given.
   *
   * @throws ResultException if the table lacks one, with the columns that it has
   */
  public ResultTable withColumns(List<String> names) {
    var byName = Maps.uniqueIndex(columns, Column::name);
    for (String column : names) {
      if (!byName.containsKey(column)) {
        throw new ResultException(Names.unknown("column", column, byName.keySet()));
      }
    }
    return new ResultTable(
        name,
        description,
        names.stream().distinct().map(byName::get).collect(toImmutableList()),
        rows,
        averagedOver,
        provenance);
  }
}
