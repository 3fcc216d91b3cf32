package org.lowerbound.tools.bench.report;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.util.stream.IntStream;
import org.lowerbound.tools.bench.report.BenchTable.Column;
import org.lowerbound.tools.bench.report.BenchTable.Value;

/** A report for the terminal. */
public final class ReportText {
  private static final String GAP = "  ";
  private static final int LINE_WIDTH = 100;

  private ReportText() {}

  /** Returns the report's lines. */
  public static String render(BenchReport report) {
    StringBuilder out = new StringBuilder();
    report.allTables().forEach(table -> append(out, table));
    return out.toString();
  }

  private static void append(StringBuilder out, BenchTable table) {
    ImmutableList<Integer> widths =
        IntStream.range(0, table.columns().size())
            .mapToObj(column -> width(table, column))
            .collect(toImmutableList());
    line(out, table.title());
    boolean headed = table.columns().stream().anyMatch(column -> !column.heading().isEmpty());
    if (headed) {
      line(out, row(table, widths, headings(table)));
    }
    int lineWidth = widths.stream().mapToInt(width -> width + GAP.length()).sum() - GAP.length();
    line(out, "-".repeat(Math.max(lineWidth, table.title().length())));
    table
        .rows()
        .forEach(
            row ->
                line(
                    out,
                    row(table, widths, row.stream().map(Value::text).collect(toImmutableList()))));
    table.notes().forEach(note -> wrap(out, note));
    out.append('\n');
  }

  private static void wrap(StringBuilder out, String text) {
    StringBuilder line = new StringBuilder();
    for (String word : Splitter.on(' ').split(text)) {
      if (line.length() + word.length() > LINE_WIDTH) {
        line(out, line.toString());
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    line(out, line.toString());
  }

  private static ImmutableList<String> headings(BenchTable table) {
    return table.columns().stream().map(Column::heading).collect(toImmutableList());
  }

  private static int width(BenchTable table, int column) {
    return table.rows().stream()
        .mapToInt(row -> row.get(column).text().length())
        .reduce(table.columns().get(column).heading().length(), Math::max);
  }

  private static String row(
      BenchTable table, ImmutableList<Integer> widths, ImmutableList<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      int width = widths.get(i);
      line.append(i == 0 ? "" : GAP)
          .append(
              isNumeric(table, i)
                  ? Strings.padStart(cells.get(i), width, ' ')
                  : Strings.padEnd(cells.get(i), width, ' '));
    }
    return line.toString();
  }

  /** Returns whether a column is of numbers, which stand at the right. */
  static boolean isNumeric(BenchTable table, int column) {
    return table.rows().stream().anyMatch(row -> row.get(column) instanceof BenchTable.Quantity);
  }

  private static void line(StringBuilder out, String text) {
    out.append(text.stripTrailing()).append('\n');
  }
}
