package org.lowerbound.tools;

import java.util.Optional;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowTests;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableNotes;
import org.lowerbound.experiment.result.TableStyle;
import org.lowerbound.tools.text.MarkdownGrid;

/** A result table in GitHub's Markdown, the best mean of a column in bold. */
record MarkdownTable(CellFormat format) implements TableRenderer {
  private static final TableStyle STYLE = MarkdownGrid.STYLE;

  @Override
  public Rendering render(ResultTable table, Optional<RowTests> tests) {
    StringBuilder out = new StringBuilder();
    out.append("### ").append(STYLE.text(table.name())).append("\n\n");
    if (!table.description().isEmpty()) {
      out.append(STYLE.text(table.description())).append("\n\n");
    }
    out.append(MarkdownGrid.render(TableGrid.of(table, format, STYLE, tests))).append('\n');
    TableNotes.of(table, format, "Bold", tests)
        .forEach(note -> out.append("- ").append(STYLE.text(note)).append('\n'));
    return Rendering.whole(out.toString());
  }
}
