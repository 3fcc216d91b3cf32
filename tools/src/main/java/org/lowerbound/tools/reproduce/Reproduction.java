package org.lowerbound.tools.reproduce;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import org.lowerbound.experiment.result.ResultTable;

/**
 * A table, and how it came out when it was made again.
 *
 * @param file where the table is
 * @param again where the table is that was made again
 * @param then the table
 * @param now the table that was made again
 * @param rows the rows of which trials were run
 * @param tolerance what counts as the same
 * @param why which sweep was run
 */
record Reproduction(
    Path file,
    Path again,
    ResultTable then,
    ResultTable now,
    ImmutableList<ReproducedRow> rows,
    Tolerance tolerance,
    String why) {
  /** Returns how many cells came out in a way. */
  long count(CellVerdict verdict) {
    return cells().stream().filter(cell -> cell.verdict() == verdict).count();
  }

  /** Returns the cells that were compared. */
  ImmutableList<ReproducedCell> cells() {
    return rows.stream()
        .flatMap(row -> row.cells().stream())
        .filter(
            cell ->
                cell.verdict() != CellVerdict.NOT_COMPARED && cell.verdict() != CellVerdict.NOTHING)
        .collect(toImmutableList());
  }

  /** Returns whether it is another table, or there was nothing to tell. */
  boolean failed() {
    return cells().isEmpty()
        || cells().stream().anyMatch(cell -> cell.verdict().failed())
        || rows.stream().anyMatch(ReproducedRow::moved);
  }
}
