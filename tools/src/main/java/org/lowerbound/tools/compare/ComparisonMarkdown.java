package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.experiment.result.TableStyle;
import org.lowerbound.tools.text.MarkdownGrid;

/** A comparison in GitHub's Markdown. */
final class ComparisonMarkdown {
  private static final TableStyle STYLE = MarkdownGrid.STYLE;

  private ComparisonMarkdown() {}

  static String render(Comparison comparison) {
    StringBuilder out = new StringBuilder();
    item(out, "A: %s (%s)".formatted(comparison.a().path(), comparison.a().what()));
    item(out, "B: %s (%s)".formatted(comparison.b().path(), comparison.b().what()));
    out.append('\n').append(STYLE.text(ComparisonNotes.summary(comparison))).append("\n\n");
    out.append(
        MarkdownGrid.render(
            ComparisonGrid.numbers(
                comparison, comparison.rows(), comparison.rows().size() > 1, STYLE)));
    differing(out, "config key", Differing.config(comparison));
    differing(out, "made with", Differing.facts(comparison));
    out.append('\n');
    ComparisonNotes.of(comparison).forEach(note -> item(out, note));
    return out.toString();
  }

  private static void differing(StringBuilder out, String title, List<Differing> differing) {
    if (differing.isEmpty()) {
      return;
    }
    TableGrid grid =
        new TableGrid(
            cells(Stream.of(title, "A", "B"), text -> new Heading(text, false)),
            differing.stream()
                .map(
                    one ->
                        cells(
                            Stream.of(one.what(), one.a(), one.b()),
                            text -> new GridCell(text, false)))
                .collect(toImmutableList()));
    out.append('\n').append(MarkdownGrid.render(grid));
  }

  private static <T> ImmutableList<T> cells(Stream<String> plain, Function<String, T> cell) {
    return plain.map(STYLE::text).map(cell).collect(toImmutableList());
  }

  private static void item(StringBuilder out, String text) {
    out.append("- ").append(STYLE.text(text)).append('\n');
  }
}
