package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;

/**
 * A result table for the terminal.
 *
 * @param unicode whether ± and arrows can be shown; else {@code +/-} and words stand for them
 * @param bold whether the best of a column is, besides its {@code *}, in ANSI bold
 */
public record TextTable(boolean unicode, boolean bold) {
  private static final String MARK = "*";
  private static final String GAP = "  ";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  /** Returns the table's lines, with its title above and its notes below. */
  public String render(ResultTable table) {
    Style style = new Style(unicode);
    TableGrid grid = TableGrid.of(table, CellFormat.DEFAULT, style);
    ImmutableList<Integer> widths =
        IntStream.range(0, grid.headings().size())
            .mapToObj(column -> width(grid, column))
            .collect(toImmutableList());
    int lineWidth = widths.stream().mapToInt(w -> w + GAP.length()).sum() - GAP.length();
    StringBuilder out = new StringBuilder();
    String title =
        table.description().isEmpty() ? table.name() : table.name() + ": " + table.description();
    line(out, style.text(title));
    line(out, "");
    line(out, row(grid, widths, headings(grid)));
    line(out, "-".repeat(lineWidth));
    grid.rows().forEach(cells -> line(out, row(grid, widths, cells)));
    line(out, "");
    TableNotes.of(table, CellFormat.DEFAULT, MARK).forEach(note -> line(out, style.text(note)));
    return out.toString();
  }

  private static void line(StringBuilder out, String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  private static ImmutableList<GridCell> headings(TableGrid grid) {
    return grid.headings().stream()
        .map(heading -> new GridCell(heading.text(), false))
        .collect(toImmutableList());
  }

  private String row(TableGrid grid, List<Integer> widths, List<GridCell> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      GridCell cell = cells.get(i);
      Heading heading = grid.headings().get(i);
      String text = cell.text() + (cell.best() ? MARK : marked(grid, i) ? " " : "");
      String padding = " ".repeat(widths.get(i) - text.length());
      // Padded before it is made bold: the escape codes have no width.
      String shown = cell.best() && bold ? BOLD + text + RESET : text;
      line.append(i == 0 ? "" : GAP).append(heading.numeric() ? padding + shown : shown + padding);
    }
    return line.toString();
  }

  private static int width(TableGrid grid, int column) {
    int widest =
        grid.rows().stream()
            .mapToInt(row -> row.get(column).text().length())
            .reduce(grid.headings().get(column).text().length(), Math::max);
    return widest + (marked(grid, column) ? MARK.length() : 0);
  }

  private static boolean marked(TableGrid grid, int column) {
    return grid.rows().stream().anyMatch(row -> row.get(column).best());
  }

  private record Style(boolean unicode) implements TableStyle {
    @Override
    public String text(String plain) {
      String oneLine = CharMatcher.javaIsoControl().replaceFrom(plain, ' ');
      return unicode
          ? oneLine
          : oneLine.replace("±", plusMinus()).replace('†', '!').replace('‡', '?').replace('§', '%');
    }

    @Override
    public String number(NumberText number) {
      return number.joined(plusMinus());
    }

    @Override
    public String direction(Better better) {
      return switch (better) {
        case LOWER -> unicode ? " ↓" : " [lower is better]";
        case HIGHER -> unicode ? " ↑" : " [higher is better]";
        case NEITHER -> "";
      };
    }

    private String plusMinus() {
      return unicode ? "±" : "+/-";
    }
  }
}
