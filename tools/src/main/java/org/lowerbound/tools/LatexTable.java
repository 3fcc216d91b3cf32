package org.lowerbound.tools;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.NumberText;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowTests;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.experiment.result.TableNotes;
import org.lowerbound.experiment.result.TableStyle;

/**
 * A result table for LaTeX with the package booktabs, the best mean of a column in bold.
 *
 * @param format how numbers are rounded
 * @param caption the caption, in LaTeX; the table's description if not given
 * @param label the label; {@code tab:} and the table's name if not given
 */
record LatexTable(CellFormat format, Optional<String> caption, Optional<String> label)
    implements TableRenderer {
  @Override
  public Rendering render(ResultTable table, Optional<RowTests> tests) {
    Style style = new Style(new LatexText());
    TableGrid grid = TableGrid.of(table, format, style, tests);
    StringBuilder out = new StringBuilder();
    line(out, "% \\usepackage{booktabs}");
    line(out, "\\begin{table}");
    line(out, "  \\centering");
    line(out, "  \\caption{" + caption.orElseGet(() -> defaultCaption(table, style)) + "}");
    line(out, "  \\label{" + label.orElseGet(() -> defaultLabel(table)) + "}");
    String alignment =
        grid.headings().stream().map(h -> h.numeric() ? "r" : "l").collect(joining());
    line(out, "  \\begin{tabular}{" + alignment + "}");
    line(out, "    \\toprule");
    line(out, row(grid.headings().stream().map(Heading::text)));
    line(out, "    \\midrule");
    grid.rows().forEach(cells -> line(out, row(cells.stream().map(LatexTable::cell))));
    line(out, "    \\bottomrule");
    line(out, "  \\end{tabular}");
    line(out, "  \\par\\smallskip\\footnotesize");
    TableNotes.of(table, format, "Bold", tests).forEach(note -> line(out, "  " + style.text(note)));
    line(out, "\\end{table}");
    return new Rendering(out.toString(), remarks(style.latex().unknown()));
  }

  private static ImmutableList<String> remarks(ImmutableSet<Integer> unknown) {
    return unknown.isEmpty()
        ? ImmutableList.of()
        : ImmutableList.of(
            "pdflatex has no command for %s; written as %s"
                .formatted(
                    unknown.stream().map(Character::toString).collect(joining(" ")),
                    unknown.stream().map(LatexText::code).collect(joining(" "))));
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }

  private static String row(Stream<String> cells) {
    // A heading that starts with a bracket would be taken for an argument of the \\ before it.
    return cells
        .map(c -> c.startsWith("[") ? "{}" + c : c)
        .collect(joining(" & ", "    ", " \\\\"));
  }

  private static String cell(GridCell cell) {
    // \textbf does not reach into a formula; \boldmath does.
    return cell.best() ? "\\textbf{\\boldmath " + cell.text() + "}" : cell.text();
  }

  private static String defaultCaption(ResultTable table, Style style) {
    return style.text(table.description().isEmpty() ? table.name() : table.description());
  }

  private static String defaultLabel(ResultTable table) {
    return "tab:" + table.name().replaceAll("[^A-Za-z0-9:.-]+", "-");
  }

  private record Style(LatexText latex) implements TableStyle {
    @Override
    public String text(String plain) {
      return latex.escape(plain);
    }

    @Override
    public String number(NumberText number) {
      String digits =
          number
              .error()
              .map(error -> digits(number.value()) + " \\pm " + digits(error))
              .orElseGet(() -> digits(number.value()));
      if (number.exponent().isEmpty()) {
        return "$" + digits + "$";
      }
      String base = number.error().isPresent() ? "(" + digits + ")" : digits;
      return "$" + base + " \\times 10^{" + number.exponent().getAsInt() + "}$";
    }

    private static String digits(String value) {
      return switch (value) {
        case "NaN" -> "\\mathrm{NaN}";
        case "inf" -> "\\infty";
        case "-inf" -> "-\\infty";
        default -> value;
      };
    }

    @Override
    public String direction(Better better) {
      return switch (better) {
        case LOWER -> " $\\downarrow$";
        case HIGHER -> " $\\uparrow$";
        case NEITHER -> "";
      };
    }
  }
}
