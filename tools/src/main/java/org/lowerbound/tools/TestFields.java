package org.lowerbound.tools;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowTest;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TestPlan;
import org.lowerbound.experiment.statistics.Correction;

/** What a test gives, as fields of a table for programs. */
final class TestFields {
  private TestFields() {}

  static ImmutableList<String> headings(Column column, TestPlan plan) {
    String p = "%s p (%s".formatted(column.name(), plan.test().label());
    return ImmutableList.of(
        column.name() + " baseline",
        column.name() + " pairs",
        TableGrid.withUnit(column.name() + " minus baseline", column),
        p + ")",
        plan.correction() == Correction.NONE
            ? p + ", no correction)"
            : "%s, %s)".formatted(p, plan.correction().label()));
  }

  /** Returns the fields of a row, empty if it is the baseline or has no number. */
  static ImmutableList<String> values(ResultTable table, Optional<RowTest> test) {
    return test.map(
            t ->
                ImmutableList.of(
                    table.rows().get(t.baseline()).label(),
                    Integer.toString(t.pairs()),
                    text(t.difference()),
                    text(t.pValue()),
                    text(t.corrected())))
        .orElse(ImmutableList.of("", "", "", "", ""));
  }

  private static String text(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
