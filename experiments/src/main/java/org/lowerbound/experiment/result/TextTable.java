package org.lowerbound.experiment.result;

import java.util.Optional;

/**
 * A result table for the terminal, as {@link TextGrid} has it.
 *
 * @param grid how wide it is, and what it can show
 */
public record TextTable(TextGrid grid) {
  /** Makes one that is as wide as it need be. */
  public TextTable(boolean unicode, boolean bold) {
    this(new TextGrid(unicode, bold, Integer.MAX_VALUE));
  }

  /** Returns the table's lines, with its title above and its notes below. */
  public String render(ResultTable table) {
    return render(table, Optional.empty());
  }

  /** Returns the same with the signs of tests. */
  public String render(ResultTable table, Optional<RowTests> tests) {
    TableGrid cells = TableGrid.of(table, CellFormat.DEFAULT, grid.style(), tests);
    StringBuilder out = new StringBuilder();
    out.append(
        grid.paragraph(
            table.description().isEmpty()
                ? table.name()
                : table.name() + ": " + table.description()));
    out.append(grid.render(cells)).append('\n');
    TableNotes.of(table, CellFormat.DEFAULT, TextGrid.MARK, tests)
        .forEach(note -> out.append(grid.paragraph(note)));
    if (grid.folds(cells)) {
      out.append(
          grid.paragraph(
              "Folded to "
                  + grid.columns()
                  + " columns. A wider terminal, or a pipe, has each row on one line."));
    }
    return out.toString();
  }
}
