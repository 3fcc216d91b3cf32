package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import java.util.List;
import java.util.Optional;
import org.lowerbound.evaluation.Column;

/**
 * The result of a sweep: rows of trials, columns of metrics.
 *
 * @param name the sweep's name
 * @param description the sweep's description
 * @param columns the metrics that are shown, in order
 * @param rows the rows, in the order of the sweep or of a column
 * @param averagedOver the override paths that differ among the trials of a row, usually {@code
 *     seed}
 * @param sortedBy the metric by which the rows are ordered, the best first; it need not be shown
 * @param provenance where the numbers come from
 */
public record ResultTable(
    String name,
    String description,
    ImmutableList<Column> columns,
    ImmutableList<TableRow> rows,
    ImmutableList<String> averagedOver,
    Optional<String> sortedBy,
    ProvenanceSummary provenance) {
  /** Makes a table whose rows are in the order of the sweep. */
  public ResultTable(
      String name,
      String description,
      ImmutableList<Column> columns,
      ImmutableList<TableRow> rows,
      ImmutableList<String> averagedOver,
      ProvenanceSummary provenance) {
    this(name, description, columns, rows, averagedOver, Optional.empty(), provenance);
  }

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
    return new ResultTable(
        name,
        description,
        names.stream().distinct().map(this::column).collect(toImmutableList()),
        rows,
        averagedOver,
        sortedBy,
        provenance);
  }

  /**
   * Returns the table with its rows ordered by a column, the best first, those without a finite
   * mean last.
   *
   * @throws ResultException if the table lacks the column, or no value of it is better than another
   */
  public ResultTable sorted(String byColumn) {
    return sorted(RowOrder.requireJudging(column(byColumn), columns));
  }

  /** Returns the table with its rows ordered by a column, which need not be shown. */
  ResultTable sorted(Column by) {
    return new ResultTable(
        name,
        description,
        columns,
        RowOrder.bestFirst(rows, by),
        averagedOver,
        Optional.of(by.name()),
        provenance);
  }

  /** Returns the table, made by a command from a sweep whose trials' configs have this hash. */
  public ResultTable madeBy(Optional<RunCommand> command, String configHash) {
    boolean whole = rows.stream().allMatch(row -> row.missing() == 0);
    return new ResultTable(
        name,
        description,
        columns,
        rows,
        averagedOver,
        sortedBy,
        provenance.with(
            provenance
                .making()
                .by(whole ? command.map(RunCommand::ofAllTrials) : command, configHash)));
  }

  private Column column(String byName) {
    var known = Maps.uniqueIndex(columns, Column::name);
    if (!known.containsKey(byName)) {
      throw new ResultException(Names.unknown("column", byName, known.keySet()));
    }
    return known.get(byName);
  }
}
