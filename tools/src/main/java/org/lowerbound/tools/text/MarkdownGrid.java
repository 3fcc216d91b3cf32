package org.lowerbound.tools.text;

import static java.util.stream.Collectors.joining;

import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import java.util.stream.Stream;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.experiment.result.TableStyle;

/** Rows and columns in GitHub's Markdown, the best of a column in bold. */
public final class MarkdownGrid {
  /** How the text of cells and notes is written. */
  public static final TableStyle STYLE = new Style();

  private MarkdownGrid() {}

  /** Returns the lines. */
  public static String render(TableGrid grid) {
    StringBuilder out = new StringBuilder();
    line(out, grid.headings().stream().map(Heading::text));
    line(out, grid.headings().stream().map(heading -> heading.numeric() ? "---:" : ":---"));
    grid.rows()
        .forEach(
            row ->
                line(
                    out,
                    row.stream()
                        .map(cell -> cell.best() ? "**" + cell.text() + "**" : cell.text())));
    return out.toString();
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

    private static Escaper escaper() {
      Escapers.Builder builder = Escapers.builder();
      for (char special : "\\`*_<>[]|~$&#".toCharArray()) {
        builder.addEscape(special, "\\" + special);
      }
      return builder.build();
    }
  }
}
