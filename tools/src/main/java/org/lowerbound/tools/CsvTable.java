package org.lowerbound.tools;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.PublishedNumber;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.experiment.result.RowTests;
import org.lowerbound.experiment.result.StandardError;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.tools.text.CsvLines;

/**
 * A result table for programs: a line a row, every digit of every number, fields quoted as in RFC
 * 4180, what is not there left empty. Where rows are ordered by a metric, a field has their rank.
 */
record CsvTable() implements TableRenderer {
  @Override
  public Rendering render(ResultTable table, Optional<RowTests> tests) {
    CsvLines out = new CsvLines();
    out.add(header(table, tests));
    for (int i = 0; i < table.rows().size(); i++) {
      out.add(fields(table, i, tests));
    }
    return Rendering.whole(out.text());
  }

  private static List<String> header(ResultTable table, Optional<RowTests> tests) {
    ImmutableList.Builder<String> fields = ImmutableList.builder();
    fields.addAll(table.rowPaths());
    table.sortedBy().ifPresent(column -> fields.add("rank by " + column));
    for (Column column : table.columns()) {
      fields.add(TableGrid.withUnit(column.name() + " mean", column));
      fields.add(TableGrid.withUnit(column.name() + " standard error", column));
      fields.add(column.name() + " standard error over");
      fields.add(column.name() + " n");
      CaveatField.of(table, column).forEach(field -> fields.add(field.heading(column)));
      if (TableGrid.hasPublished(table, column)) {
        fields.add(TableGrid.withUnit(column.name() + " published", column));
        fields.add(TableGrid.withUnit(column.name() + " difference", column));
        fields.add(column.name() + " published in");
        if (isUnverified(table, column)) {
          fields.add(column.name() + " published unverified");
        }
      }
      tests.ifPresent(all -> fields.addAll(TestFields.headings(column, all.plan())));
    }
    return fields.add("trials", "completed", "diverged", "failed", "missing").build();
  }

  private static List<String> fields(ResultTable table, int index, Optional<RowTests> tests) {
    TableRow row = table.rows().get(index);
    ImmutableList.Builder<String> fields = ImmutableList.builder();
    for (String path : table.rowPaths()) {
      fields.add(Optional.ofNullable(row.overrides().get(path)).map(RowLabel::text).orElse(""));
    }
    table
        .sortedBy()
        .ifPresent(
            column ->
                fields.add(row.metrics().containsKey(column) ? Integer.toString(index + 1) : ""));
    for (Column column : table.columns()) {
      Optional<Cell> cell = Optional.ofNullable(row.metrics().get(column.name()));
      Optional<StandardError> error = cell.flatMap(Cell::standardError);
      fields.add(cell.map(c -> Double.toString(c.mean())).orElse(""));
      fields.add(error.map(e -> Double.toString(e.value())).orElse(""));
      fields.add(error.map(e -> Ascii.toLowerCase(e.over().name())).orElse(""));
      fields.add(Integer.toString(cell.map(Cell::n).orElse(0)));
      CaveatField.of(table, column).forEach(field -> fields.add(field.value(cell)));
      if (TableGrid.hasPublished(table, column)) {
        Optional<PublishedNumber> number = row.published(column.name());
        fields.addAll(published(number));
        if (isUnverified(table, column)) {
          fields.add(number.map(f -> Boolean.toString(f.unverified())).orElse(""));
        }
      }
      tests.ifPresent(all -> fields.addAll(TestFields.values(table, all.of(index, column))));
    }
    return fields
        .add(
            Integer.toString(row.trials().size()),
            Integer.toString(row.count(TrialStatus.COMPLETED)),
            Integer.toString(row.count(TrialStatus.DIVERGED)),
            Integer.toString(row.count(TrialStatus.FAILED)),
            Integer.toString(row.missing()))
        .build();
  }

  /** Returns whether any of a metric's published numbers could not be confirmed. */
  private static boolean isUnverified(ResultTable table, Column column) {
    return table.rows().stream()
        .flatMap(row -> row.published(column.name()).stream())
        .anyMatch(PublishedNumber::unverified);
  }

  private static List<String> published(Optional<PublishedNumber> number) {
    return ImmutableList.of(
        number.map(f -> Double.toString(f.value())).orElse(""),
        number
            .flatMap(f -> f.difference().stream().mapToObj(Double::toString).findFirst())
            .orElse(""),
        number.map(PublishedNumber::source).orElse(""));
  }
}
