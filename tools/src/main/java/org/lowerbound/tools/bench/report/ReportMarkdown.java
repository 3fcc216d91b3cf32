package org.lowerbound.tools.bench.report;

import static java.util.stream.Collectors.joining;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.tools.bench.report.BenchTable.Column;
import org.lowerbound.tools.bench.report.BenchTable.Value;

/** A report in GitHub's Markdown. */
public final class ReportMarkdown {
  private static final Escaper ESCAPER =
      Escapers.builder()
          .addEscape('|', "\\|")
          .addEscape('*', "\\*")
          .addEscape('_', "\\_")
          .addEscape('<', "\\<")
          .addEscape('~', "\\~")
          .build();

  private ReportMarkdown() {}

  /** Returns the document. */
  public static String render(BenchReport report) {
    return report.allTables().stream().map(ReportMarkdown::table).collect(joining("\n"));
  }

  private static String table(BenchTable table) {
    StringBuilder out = new StringBuilder();
    out.append("### ").append(ESCAPER.escape(table.title())).append("\n\n");
    line(out, table.columns().stream().map(Column::heading));
    line(
        out,
        IntStream.range(0, table.columns().size())
            .mapToObj(column -> ReportText.isNumeric(table, column) ? "---:" : ":---"));
    table.rows().forEach(row -> line(out, row.stream().map(Value::text)));
    if (!table.notes().isEmpty()) {
      out.append('\n');
      table.notes().forEach(note -> out.append("- ").append(ESCAPER.escape(note)).append('\n'));
    }
    return out.toString();
  }

  private static void line(StringBuilder out, Stream<String> cells) {
    out.append(cells.map(cell -> ESCAPER.escape(cell)).collect(joining(" | ", "| ", " |")))
        .append('\n');
  }
}
