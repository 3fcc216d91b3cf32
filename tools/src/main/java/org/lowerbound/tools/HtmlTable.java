package org.lowerbound.tools;

import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.ul;

import j2html.tags.specialized.TableTag;
import java.util.Optional;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowTests;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableNotes;
import org.lowerbound.experiment.result.TableStyle;
import org.lowerbound.tools.html.HtmlGrid;
import org.lowerbound.tools.html.HtmlPage;

/**
 * A result table as a page for a browser, the best mean of a column in bold.
 *
 * @param format how numbers are rounded; a hint at each has all digits
 * @param caption the table's caption, as plain text
 */
record HtmlTable(CellFormat format, Optional<String> caption) implements TableRenderer {
  private static final TableStyle STYLE = HtmlGrid.STYLE;

  @Override
  public Rendering render(ResultTable table, Optional<RowTests> tests) {
    TableTag grid =
        HtmlGrid.of(TableGrid.of(table, format, STYLE, tests), caption.orElse(table.description()));
    return Rendering.whole(
        HtmlPage.of(table.name())
            .render(
                main(
                    h1(STYLE.text(table.name())),
                    HtmlGrid.scrolling(table.name(), grid),
                    ul().withClass("notes")
                        .with(
                            each(
                                TableNotes.of(table, format, "Bold", tests),
                                note -> li(STYLE.text(note)))))));
  }
}
