package org.lowerbound.tools.compare;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.lowerbound.experiment.result.TableStyle;
import org.lowerbound.experiment.result.TextGrid;

/**
 * A comparison for the terminal: a block of numbers for each row.
 *
 * @param grid how wide the terminal is, and what it can show
 */
record ComparisonText(TextGrid grid) {
  String render(Comparison comparison) {
    TableStyle style = grid.style();
    StringBuilder out = new StringBuilder();
    out.append(
        grid.paragraph("A: %s (%s)".formatted(comparison.a().path(), comparison.a().what())));
    out.append(
        grid.paragraph("B: %s (%s)".formatted(comparison.b().path(), comparison.b().what())));
    out.append(grid.paragraph(ComparisonNotes.summary(comparison)));
    for (ComparedRow row : comparison.rows()) {
      if (!row.numbers().isEmpty()) {
        if (comparison.rows().size() > 1 || !row.a().overrides().isEmpty()) {
          out.append('\n').append(grid.paragraph(title(row)));
        }
        out.append(
            grid.render(ComparisonGrid.numbers(comparison, ImmutableList.of(row), false, style)));
      }
    }
    differing(out, "Configs differ in", Differing.config(comparison));
    differing(out, "Made with", Differing.facts(comparison));
    out.append('\n');
    ComparisonNotes.of(comparison).forEach(note -> out.append(grid.paragraph(note)));
    return out.toString();
  }

  /** Adds what differs, a line each: no value is cut, as that may be where it differs. */
  private void differing(StringBuilder out, String title, List<Differing> differing) {
    if (!differing.isEmpty()) {
      out.append('\n').append(grid.paragraph(title + ":"));
      differing.forEach(
          one ->
              out.append(
                  grid.paragraph(
                      "  %s: %s in A, %s in B".formatted(one.what(), one.a(), one.b()))));
    }
  }

  /** Returns e.g. {@code objective.beta: 0.5}. */
  private static String title(ComparedRow row) {
    return String.join(", ", row.a().overrides().keySet()) + ": " + row.label();
  }
}
