package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.Iterables.getLast;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;

/**
 * Rows and columns on a terminal.
 *
 * <p>What is wider than the terminal is folded: the columns go into several blocks, each with the
 * rows' labels. A label that takes more than half of the width is cut.
 *
 * @param unicode whether ± and arrows can be shown; else {@code +/-} and words stand for them
 * @param bold whether the best of a column is, besides its {@code *}, in ANSI bold
 * @param columns how many cells a line may take
 */
public record TextGrid(boolean unicode, boolean bold, int columns) {
  static final String MARK = "*";
  private static final String GAP = "  ";
  private static final String BOLD = "\u001b[1m";
  private static final String RESET = "\u001b[0m";

  /** The least that a label is cut to. */
  private static final int SHORTEST_LABEL = 8;

  /** Returns how the text of cells is written. */
  public TableStyle style() {
    return new Style(unicode);
  }

  /** Returns the lines, each block with an empty one before it. */
  public String render(TableGrid grid) {
    ImmutableList<Integer> widths = widths(grid);
    StringBuilder out = new StringBuilder();
    for (ImmutableList<Integer> block : blocks(grid, widths)) {
      line(out, "");
      line(out, row(grid, widths, block, headings(grid)));
      line(out, "-".repeat(width(widths, block)));
      grid.rows().forEach(cells -> line(out, row(grid, widths, block, cells)));
    }
    return out.toString();
  }

  /** Returns whether columns are folded, or labels cut. */
  boolean folds(TableGrid grid) {
    ImmutableList<Integer> widths = widths(grid);
    return blocks(grid, widths).size() > 1 || !widths.equals(naturalWidths(grid));
  }

  /** Returns a note's lines, as wide as the terminal. */
  public String paragraph(String plain) {
    StringBuilder out = new StringBuilder();
    PlainText.wrap(style().text(plain), columns).forEach(line -> line(out, line));
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

  /** Returns the columns of each block: all labels, and as many others as fit, at least one. */
  private ImmutableList<ImmutableList<Integer>> blocks(
      TableGrid grid, ImmutableList<Integer> widths) {
    ImmutableList<Integer> labels = labels(grid);
    List<List<Integer>> blocks = new ArrayList<>();
    for (int column = 0; column < widths.size(); column++) {
      if (labels.contains(column)) {
        continue;
      }
      boolean fits =
          !blocks.isEmpty()
              && width(widths, getLast(blocks)) + GAP.length() + widths.get(column) <= columns;
      if (!fits) {
        blocks.add(new ArrayList<>(labels));
      }
      getLast(blocks).add(column);
    }
    return blocks.stream().map(ImmutableList::copyOf).collect(toImmutableList());
  }

  private static ImmutableList<Integer> labels(TableGrid grid) {
    return IntStream.range(0, grid.headings().size())
        .filter(column -> !grid.headings().get(column).numeric())
        .boxed()
        .collect(toImmutableList());
  }

  private static int width(List<Integer> widths, List<Integer> block) {
    return block.stream().mapToInt(column -> widths.get(column) + GAP.length()).sum()
        - GAP.length();
  }

  /** Returns the widths of the columns, those of labels so that numbers have half of a line. */
  private ImmutableList<Integer> widths(TableGrid grid) {
    ImmutableList<Integer> widths = naturalWidths(grid);
    ImmutableList<Integer> labels = labels(grid);
    if (width(widths, labels) <= columns / 2) {
      return widths;
    }
    int room = columns / 2 - GAP.length() * (labels.size() - 1);
    int share = Math.max(SHORTEST_LABEL, room / labels.size());
    return IntStream.range(0, widths.size())
        .mapToObj(i -> labels.contains(i) ? Math.min(share, widths.get(i)) : widths.get(i))
        .collect(toImmutableList());
  }

  private static ImmutableList<Integer> naturalWidths(TableGrid grid) {
    return IntStream.range(0, grid.headings().size())
        .mapToObj(column -> width(grid, column))
        .collect(toImmutableList());
  }

  private String row(
      TableGrid grid, List<Integer> widths, List<Integer> block, List<GridCell> cells) {
    StringBuilder line = new StringBuilder();
    for (int i : block) {
      GridCell cell = cells.get(i);
      Heading heading = grid.headings().get(i);
      String mark = cell.best() ? MARK : marked(grid, i) ? " " : "";
      String text = PlainText.cut(cell.text(), widths.get(i), unicode ? "…" : "...") + mark;
      String padding = " ".repeat(Math.max(0, widths.get(i) - PlainText.width(text)));
      // Padded before it is made bold: the escape codes have no width.
      String shown = cell.best() && bold ? BOLD + text + RESET : text;
      line.append(line.length() == 0 ? "" : GAP)
          .append(heading.numeric() ? padding + shown : shown + padding);
    }
    return line.toString();
  }

  private static int width(TableGrid grid, int column) {
    int widest =
        grid.rows().stream()
            .mapToInt(row -> PlainText.width(row.get(column).text()))
            .reduce(PlainText.width(grid.headings().get(column).text()), Math::max);
    return widest + (marked(grid, column) ? MARK.length() : 0);
  }

  private static boolean marked(TableGrid grid, int column) {
    return grid.rows().stream().anyMatch(row -> row.get(column).best());
  }

  private record Style(boolean unicode) implements TableStyle {
    @Override
    public String text(String plain) {
      String oneLine = PlainText.oneLine(plain);
      return unicode
          ? oneLine
          : oneLine
              .replace("±", plusMinus())
              .replace('†', '!')
              .replace('‡', '?')
              .replace('§', '%')
              .replace('¶', '#')
              .replace("△", "(+)")
              .replace("▽", "(-)")
              .replace("≠", "(x)");
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
