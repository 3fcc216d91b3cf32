package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.experiment.result.TableStyle;
import org.lowerbound.experiment.statistics.Interval;

/** A comparison in rows and columns. */
final class ComparisonGrid {
  private static final CellFormat FORMAT = CellFormat.DEFAULT;
  private static final String NOTHING = "-";

  private ComparisonGrid() {}

  /**
   * Returns the numbers of some rows, a line for each.
   *
   * @param labels whether a line begins with its row's label
   */
  static TableGrid numbers(
      Comparison comparison, Collection<ComparedRow> rows, boolean labels, TableStyle style) {
    ImmutableList.Builder<Heading> headings = ImmutableList.builder();
    if (labels) {
      headings.add(new Heading(style.text("row"), false));
    }
    headings.add(new Heading(style.text("number"), false));
    for (String heading : List.of("A", "B", "B - A", "B is", interval(comparison))) {
      headings.add(new Heading(style.text(heading), true));
    }
    return new TableGrid(
        headings.build(),
        rows.stream()
            .flatMap(row -> row.numbers().stream().map(number -> line(row, number, labels, style)))
            .collect(toImmutableList()));
  }

  /** Returns e.g. {@code 95% interval}. */
  static String interval(Comparison comparison) {
    return percent(comparison.bootstrap().level()) + " interval";
  }

  static String percent(double level) {
    // 1 - 0.95 is not quite 0.05.
    double percent = Math.round(1e8 * level) / 1e6;
    return FORMAT.as(percent, OptionalDouble.empty()).joined("") + "%";
  }

  private static ImmutableList<GridCell> line(
      ComparedRow row, ComparedNumber number, boolean labels, TableStyle style) {
    OptionalDouble error = number.difference().standardError();
    return Stream.concat(
            labels ? Stream.of(style.text(row.label())) : Stream.of(),
            Stream.of(
                style.text(TableGrid.withUnit(number.column().name(), number.column()))
                    + style.direction(number.column().better()),
                style.number(FORMAT.as(number.a(), error)),
                style.number(FORMAT.as(number.b(), error)),
                style.number(FORMAT.signed(number.difference().value(), error)),
                style.text(number.verdict().text()),
                number
                    .difference()
                    .interval()
                    .map(interval -> interval(interval, error, style))
                    .orElse(style.text(NOTHING))))
        .map(text -> new GridCell(text, false))
        .collect(toImmutableList());
  }

  private static String interval(Interval interval, OptionalDouble error, TableStyle style) {
    return style.text("[")
        + style.number(FORMAT.as(interval.low(), error))
        + style.text(", ")
        + style.number(FORMAT.as(interval.high(), error))
        + style.text("]");
  }
}
