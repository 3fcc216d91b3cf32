package org.lowerbound.tools.html;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.strong;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import com.google.common.collect.ImmutableList;
import j2html.tags.DomContent;
import j2html.tags.Tag;
import j2html.tags.specialized.DivTag;
import j2html.tags.specialized.TableTag;
import j2html.tags.specialized.TrTag;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.experiment.result.TableStyle;

/**
 * Rows and columns as a table of a page: the best of a column in bold, each number with all its
 * digits as a hint. Texts are escaped where they become part of the page.
 */
public final class HtmlGrid {
  /** How the text of cells and notes is written, before the page escapes it. */
  public static final TableStyle STYLE = PlainText::oneLine;

  private HtmlGrid() {}

  /**
   * A further column, of links, say.
   *
   * @param heading its heading, as plain text
   * @param cells a cell for each row
   */
  public record Extra(String heading, ImmutableList<? extends DomContent> cells) {}

  /**
   * Returns the table.
   *
   * @param caption what stands above it, as plain text; may be empty
   */
  public static TableTag of(TableGrid grid, String caption) {
    return of(grid, caption, ImmutableList.of());
  }

  /**
   * Returns the table with further columns at the right.
   *
   * @param caption what stands above it, as plain text; may be empty
   * @param extras columns with as many cells as there are rows
   */
  public static TableTag of(TableGrid grid, String caption, ImmutableList<Extra> extras) {
    TableTag table =
        table(
            iff(!caption.isEmpty(), caption(PlainText.oneLine(caption))),
            thead(
                tr(
                    each(grid.headings(), HtmlGrid::heading),
                    each(extras, extra -> th(extra.heading()).attr("scope", "col")))));
    ImmutableList.Builder<TrTag> rows = ImmutableList.builder();
    for (int i = 0; i < grid.rows().size(); i++) {
      int row = i;
      TrTag line = tr();
      for (int j = 0; j < grid.headings().size(); j++) {
        line.with(cell(grid.headings().get(j), grid.rows().get(i).get(j)));
      }
      rows.add(line.with(each(extras, extra -> td(extra.cells().get(row)))));
    }
    return table.with(tbody().with(rows.build()));
  }

  /** Returns what a wide table scrolls in; it can be reached with the keyboard. */
  public static DivTag scrolling(String label, DomContent table) {
    return div(table)
        .withClass("scroll")
        .attr("role", "region")
        .attr("aria-label", PlainText.oneLine(label))
        .attr("tabindex", "0");
  }

  private static DomContent heading(Heading heading) {
    return th(heading.text()).attr("scope", "col").withCondClass(heading.numeric(), "number");
  }

  private static DomContent cell(Heading heading, GridCell cell) {
    DomContent content = cell.best() ? strong(cell.text()) : text(cell.text());
    Tag<?> tag =
        heading.numeric() ? td(content).withClass("number") : th(content).attr("scope", "row");
    cell.value()
        .ifPresent(
            value -> {
              tag.attr("data-value", Double.toString(value));
              if (heading.numeric()) {
                tag.attr("title", Double.toString(value));
              }
            });
    return tag;
  }
}
