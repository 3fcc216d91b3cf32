package org.lowerbound.tools;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.PublishedNumber;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.experiment.result.StandardError;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialStatus;

/**
 * A result table for programs: a line a row, every digit of every number, fields quoted as in RFC
 * 4180, what is not there left empty. Where rows are ordered by a metric, a field has their rank.
 *
 * <p>A spreadsheet takes a field for a formula by its first character. A text that begins so gets a
 * single quote before it, as OWASP advises; a number, -38.49 say, stays one.
 */
record CsvTable() implements TableRenderer {
  private static final CharMatcher QUOTED = CharMatcher.anyOf(",\"\r\n");

  /** How a formula starts, with the signs of full width that some spreadsheets take as well. */
  private static final CharMatcher FORMULA =
      CharMatcher.anyOf("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?|-Infinity");

  @Override
  public Rendering render(ResultTable table) {
    StringBuilder out = new StringBuilder();
    line(out, header(table));
    for (int i = 0; i < table.rows().size(); i++) {
      line(out, fields(table, i));
    }
    return Rendering.whole(out.toString());
  }

  private static List<String> header(ResultTable table) {
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
      }
    }
    return fields.add("trials", "completed", "diverged", "failed", "missing").build();
  }

  private static List<String> fields(ResultTable table, int index) {
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
        fields.addAll(published(row.published().filter(f -> f.metric().equals(column.name()))));
      }
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

  private static List<String> published(Optional<PublishedNumber> number) {
    return ImmutableList.of(
        number.map(f -> Double.toString(f.value())).orElse(""),
        number
            .flatMap(f -> f.difference().stream().mapToObj(Double::toString).findFirst())
            .orElse(""),
        number.map(PublishedNumber::source).orElse(""));
  }

  private static void line(StringBuilder out, List<String> fields) {
    out.append(fields.stream().map(CsvTable::quote).collect(joining(","))).append('\n');
  }

  private static String quote(String field) {
    String safe = (isFormula(field) ? "'" : "") + PlainText.lines(field);
    return QUOTED.matchesAnyOf(safe) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }

  private static boolean isFormula(String field) {
    return !field.isEmpty() && FORMULA.matches(field.charAt(0)) && !NUMBER.matcher(field).matches();
  }
}
