package org.lowerbound.experiment.result;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.EvaluationSpec;

/**
 * The note under a table whose rows are ordered by a column: who takes the first row has selected
 * it by that column, and what was selected by is better than it would be on new data.
 */
final class SelectionNote {
  private SelectionNote() {}

  /** Returns the note; none for a table in the order of its sweep. */
  static Optional<String> of(ResultTable table) {
    return table.sortedBy().map(column -> note(table, column));
  }

  private static String note(ResultTable table, String column) {
    int candidates =
        (int) table.rows().stream().filter(row -> RowOrder.mean(row, column).isPresent()).count();
    String order =
        "Rows: the best %s first%s."
            .formatted(column, candidates < table.rows().size() ? ", those without it last" : "");
    if (!BestRows.compares(table)) {
      return order + " They are of different data or likelihoods, and do not compare by it.";
    }
    if (candidates < 2 || ofNoSplit().contains(column)) {
      return order;
    }
    return order + " " + selection(EvaluationSpec.splitOf(column), candidates);
  }

  private static String selection(Split split, int candidates) {
    return split == Split.TEST
        ? "The first of %d was selected on the test split: its test numbers are optimistic, as they were chosen for being good. Sorted by a metric of the validation split they would not be."
            .formatted(candidates)
        : "The first of %1$d was selected on the %2$s split: its %2$s numbers are optimistic, its test numbers are not."
            .formatted(candidates, split.label());
  }

  private static ImmutableSet<String> ofNoSplit() {
    return TrialColumns.ALL.stream().map(Column::name).collect(ImmutableSet.toImmutableSet());
  }
}
