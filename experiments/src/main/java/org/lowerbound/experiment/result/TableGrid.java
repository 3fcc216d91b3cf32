package org.lowerbound.experiment.result;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;

/**
 * A result table as text in rows and columns, before it is aligned or marked up.
 *
 * <p>First the row's overrides, then the metrics, with published numbers and the differences after
 * each metric that they belong to, then the number of trials.
 *
 * @param headings the headings
 * @param rows the cells of each row, as many as there are headings
 */
public record TableGrid(
    ImmutableList<Heading> headings, ImmutableList<ImmutableList<GridCell>> rows) {
  private static final String NOTHING = "-";

  /** The sign of a published number that nobody could confirm; every kind of table can show it. */
  static final String UNVERIFIED = "(?)";

  /**
   * The head of a column.
   *
   * @param text its text, escaped
   * @param numeric whether its cells are numbers
   */
  public record Heading(String text, boolean numeric) {}

  /**
   * A cell's text.
   *
   * @param text its text, escaped
   * @param best whether it is the best of its column
   * @param value the number that the text rounds, if it is one: rows can be ordered by it
   */
  public record GridCell(String text, boolean best, OptionalDouble value) {
    /** Makes a cell of which no number is known. */
    public GridCell(String text, boolean best) {
      this(text, best, OptionalDouble.empty());
    }
  }

  /** Returns a table's text. */
  public static TableGrid of(ResultTable table, CellFormat format, TableStyle style) {
    return of(table, format, style, Optional.empty());
  }

  /** Returns a table's text, with the signs of tests. */
  public static TableGrid of(
      ResultTable table, CellFormat format, TableStyle style, Optional<RowTests> tests) {
    ImmutableList<String> paths = table.rowPaths();
    ImmutableList.Builder<Heading> headings = ImmutableList.builder();
    paths.forEach(path -> headings.add(new Heading(style.text(path), false)));
    for (Column column : table.columns()) {
      String heading = style.text(withUnit(column.name(), column));
      headings.add(new Heading(heading + style.direction(column.better()), true));
      if (hasPublished(table, column)) {
        headings.add(new Heading(style.text(withUnit("published", column)), true));
        headings.add(new Heading(style.text(withUnit("difference", column)), true));
      }
    }
    headings.add(new Heading(style.text("n"), true));

    ImmutableList.Builder<ImmutableList<GridCell>> rows = ImmutableList.builder();
    for (int i = 0; i < table.rows().size(); i++) {
      TableRow row = table.rows().get(i);
      ImmutableList.Builder<GridCell> cells = ImmutableList.builder();
      for (String path : paths) {
        JsonNode value = row.overrides().get(path);
        String text = style.text(value == null ? NOTHING : RowLabel.text(value));
        cells.add(value != null && value.isNumber() ? cell(text, value.doubleValue()) : cell(text));
      }
      for (Column column : table.columns()) {
        Optional<Cell> cell = Optional.ofNullable(row.metrics().get(column.name()));
        ImmutableSet<Integer> best = BestRows.of(table, column, format);
        int index = i;
        Optional<TestMark> mark = tests.flatMap(all -> all.mark(index, column));
        cells.add(
            new GridCell(
                metric(cell, row, column, mark, format, style),
                best.contains(i),
                cell.stream().mapToDouble(Cell::mean).findFirst()));
        if (hasPublished(table, column)) {
          cells.addAll(published(row, column, cell, format, style));
        }
      }
      int completed = row.count(TrialStatus.COMPLETED);
      rows.add(cells.add(cell(style.text(trials(row)), completed)).build());
    }
    return new TableGrid(headings.build(), rows.build());
  }

  /** Returns whether the table shows a published number of a metric. */
  public static boolean hasPublished(ResultTable table, Column column) {
    return table.rows().stream().anyMatch(row -> row.published(column.name()).isPresent());
  }

  /** Returns e.g. {@code nll (nats)}. */
  public static String withUnit(String name, Column column) {
    return column.unit().isEmpty() ? name : name + " (" + column.unit() + ")";
  }

  private static GridCell cell(String text) {
    return new GridCell(text, false);
  }

  private static GridCell cell(String text, double value) {
    return new GridCell(text, false, OptionalDouble.of(value));
  }

  private static String metric(
      Optional<Cell> cell,
      TableRow row,
      Column column,
      Optional<TestMark> mark,
      CellFormat format,
      TableStyle style) {
    if (cell.isEmpty()) {
      return style.text(NOTHING);
    }
    String signs =
        Stream.concat(
                CaveatMark.of(cell.get(), column).stream().map(CaveatMark::sign),
                mark.stream().map(TestMark::sign))
            .collect(joining());
    boolean all = cell.get().n() == row.count(TrialStatus.COMPLETED);
    return style.number(format.cell(cell.get()))
        + style.text(signs.isEmpty() ? "" : " " + signs)
        + style.text(all ? "" : " (n=" + cell.get().n() + ")");
  }

  private static ImmutableList<GridCell> published(
      TableRow row, Column column, Optional<Cell> cell, CellFormat format, TableStyle style) {
    Optional<PublishedNumber> number = row.published(column.name());
    GridCell nothing = cell(style.text(NOTHING));
    return ImmutableList.of(
        number
            .map(
                f ->
                    cell(
                        style.number(format.published(f.value()))
                            + (f.unverified() ? style.text(" " + UNVERIFIED) : ""),
                        f.value()))
            .orElse(nothing),
        number
            .filter(f -> f.difference().isPresent() && cell.isPresent())
            .map(f -> f.difference().getAsDouble())
            .map(d -> cell(style.number(format.difference(d, cell.orElseThrow())), d))
            .orElse(nothing));
  }

  /** Returns e.g. {@code 3}, or {@code 2/3} if one of three did not complete. */
  private static String trials(TableRow row) {
    int completed = row.count(TrialStatus.COMPLETED);
    int all = row.trials().size();
    return completed == all ? Integer.toString(all) : completed + "/" + all;
  }
}
