package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;

/** The notes that say in words what the measurements behind a table found, row by row. */
final class FindingNotes {
  /** More notes than these would hide the table; each trial's result has its own. */
  private static final int MOST = 6;

  private FindingNotes() {}

  /** Returns the notes: one for each row and column that something was found of. */
  static ImmutableList<String> of(ResultTable table) {
    ImmutableList<String> all =
        table.rows().stream()
            .flatMap(row -> table.columns().stream().flatMap(column -> note(table, row, column)))
            .collect(toImmutableList());
    if (all.size() <= MOST) {
      return all;
    }
    return Stream.concat(
            all.stream().limit(MOST),
            Stream.of(
                "%d more findings are in the trials' result.json.".formatted(all.size() - MOST)))
        .collect(toImmutableList());
  }

  private static Stream<String> note(ResultTable table, TableRow row, Column column) {
    List<String> findings =
        Optional.ofNullable(row.metrics().get(column.name()))
            .map(cell -> cell.caveats().findings())
            .orElse(ImmutableList.of());
    if (findings.isEmpty()) {
      return Stream.of();
    }
    String where = table.rows().size() == 1 ? "" : " (%s)".formatted(row.label());
    String whose = row.trials().size() == 1 ? "" : " of one or another of the row's trials";
    return Stream.of(column.name() + where + whose + ": " + String.join(" ", findings));
  }
}
