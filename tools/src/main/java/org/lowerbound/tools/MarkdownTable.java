package org.lowerbound.tools;

import static java.util.stream.Collectors.joining;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.NumberText;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.experiment.result.TableNotes;
import org.lowerbound.experiment.result.TableStyle;

/** A result table in GitHub's Markdown, the best mean of a column in bold. */
record MarkdownTable(CellFormat format) implements TableRenderer {
  private static final TableStyle STYLE = new Style();

  @Override
  public Rendering render(ResultTable table) {
    TableGrid grid = TableGrid.of(table, format, STYLE);
    StringBuilder out = new StringBuilder();
    out.append("### ").append(STYLE.text(table.name())).append("\n\n");
    if (!table.description().isEmpty()) {
      out.append(STYLE.text(table.description())).append("\n\n");
    }
    line(out, grid.headings().stream().map(Heading::text));
    line(out, grid.headings().stream().map(heading -> heading.numeric() ? "---:" : ":---"));
    grid.rows()
        .forEach(
            row ->
                line(
                    out,
                    row.stream()
                        .map(cell -> cell.best() ? "**" + cell.text() + "**" : cell.text())));
    out.append('\n');
    TableNotes.of(table, format, "Bold")
        .forEach(note -> out.append("- ").append(STYLE.text(note)).append('\n'));
    return Rendering.whole(out.toString());
  }

  private static void line(StringBuilder out, Stream<String> cells) {
    out.append(cells.collect(joining(" | ", "| ", " |"))).append('\n');
  }

  private static final class Style implements TableStyle {
    private static final Escaper ESCAPER = escaper();

    @Override
    public String text(String plain) {
      return ESCAPER.escape(PlainText.oneLine(plain));
    }

    @Override
    public String number(NumberText number) {
      return number.joined("±");
    }

    @Override
    public String direction(Better better) {
      return switch (better) {
        case LOWER -> " ↓";
        case HIGHER -> " ↑";
        case NEITHER -> "";
      };
    }

    private static Escaper escaper() {
      Escapers.Builder builder = Escapers.builder();
      for (char special : "\\`*_<>[]|~$&#".toCharArray()) {
        builder.addEscape(special, "\\" + special);
      }
      return builder.build();
    }
  }
}
