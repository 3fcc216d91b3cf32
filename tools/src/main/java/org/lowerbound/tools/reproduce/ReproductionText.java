package org.lowerbound.tools.reproduce;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.BuildInfo;
import org.lowerbound.experiment.result.Making;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.experiment.result.TextGrid;
import org.lowerbound.tools.compare.Origins;

/**
 * What came out, for the terminal: a word for each cell, then the numbers that are not the same,
 * then in what the two were made differently.
 *
 * @param grid how wide the terminal is, and what it can show
 */
record ReproductionText(TextGrid grid) {
  private static final String NOTHING = "-";

  String render(Reproduction reproduction) {
    StringBuilder out = new StringBuilder();
    line(out, "then: " + reproduction.file());
    line(out, "now: " + reproduction.again());
    line(out, "sweep: " + reproduction.why());
    out.append(grid.render(cells(reproduction))).append('\n');
    line(out, summary(reproduction));
    lines(out, moved(reproduction));
    lines(
        out,
        reproduction.rows().stream()
            .flatMap(row -> row.remarks().stream())
            .collect(toImmutableList()));
    notes(reproduction).forEach(note -> line(out, note));
    ImmutableList<String> origins = origins(reproduction);
    if (!origins.isEmpty()) {
      out.append('\n');
      line(out, "Made with:");
      lines(out, origins);
    }
    return out.toString();
  }

  private void line(StringBuilder out, String text) {
    out.append(grid.paragraph(text));
  }

  private void lines(StringBuilder out, ImmutableList<String> lines) {
    lines.forEach(text -> line(out, "  " + text));
  }

  private TableGrid cells(Reproduction reproduction) {
    ImmutableList<String> paths = reproduction.then().rowPaths();
    ImmutableList<Heading> headings =
        Stream.concat(
                paths.stream().map(path -> new Heading(grid.style().text(path), false)),
                reproduction.then().columns().stream()
                    .map(column -> new Heading(grid.style().text(column.name()), true)))
            .collect(toImmutableList());
    return new TableGrid(
        headings,
        reproduction.rows().stream()
            .map(
                row ->
                    Stream.concat(
                            paths.stream().map(path -> label(row.row().overrides().get(path))),
                            row.cells().stream().map(cell -> cell.verdict().text()))
                        .map(text -> new GridCell(grid.style().text(text), false))
                        .collect(toImmutableList()))
            .collect(toImmutableList()));
  }

  private static String label(JsonNode value) {
    return value == null ? NOTHING : RowLabel.text(value);
  }

  /** Returns e.g. {@code 59 of 60 cells the same to the last digit, 1 within rounding.} */
  static String summary(Reproduction reproduction) {
    long all = reproduction.cells().size();
    if (all == 0) {
      return "No cell could be compared.";
    }
    String others =
        Arrays.stream(CellVerdict.values())
            .filter(verdict -> verdict != CellVerdict.SAME)
            .filter(
                verdict -> verdict != CellVerdict.NOTHING && verdict != CellVerdict.NOT_COMPARED)
            .filter(verdict -> reproduction.count(verdict) > 0)
            .map(verdict -> ", %d %s".formatted(reproduction.count(verdict), verdict.text()))
            .collect(joining());
    return "%d of %d %s the same to the last digit%s."
        .formatted(reproduction.count(CellVerdict.SAME), all, all == 1 ? "cell" : "cells", others);
  }

  /** Returns a line for each cell whose digits are not the same, all digits of both. */
  private static ImmutableList<String> moved(Reproduction reproduction) {
    return reproduction.rows().stream()
        .flatMap(
            row ->
                row.cells().stream()
                    .filter(
                        cell ->
                            cell.verdict().failed()
                                || cell.verdict() == CellVerdict.WITHIN_ROUNDING)
                    .map(cell -> moved(row, cell)))
        .collect(toImmutableList());
  }

  private static String moved(ReproducedRow row, ReproducedCell cell) {
    String numbers =
        "%s then, %s now"
            .formatted(
                text(cell.then().stream().boxed().findFirst()),
                text(cell.now().stream().boxed().findFirst()));
    String apart =
        cell.apart().isPresent()
            ? " (up to %s apart, relatively)"
                .formatted(String.format(Locale.ROOT, "%.1e", cell.apart().getAsDouble()))
            : "";
    return "%s, %s: %s: %s%s"
        .formatted(row.row().label(), cell.column().name(), cell.verdict().text(), numbers, apart);
  }

  private static String text(Optional<Double> number) {
    return number.map(value -> Double.toString(value)).orElse("nothing");
  }

  private static ImmutableList<String> notes(Reproduction reproduction) {
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    if (reproduction.count(CellVerdict.WITHIN_ROUNDING) > 0) {
      notes.add(
          "within rounding: no trial's value is more than %s of itself off."
              .formatted(reproduction.tolerance().rounding()));
    }
    if (reproduction.count(CellVerdict.WITHIN_ERROR) > 0) {
      notes.add(
          "within error: the means are no more than %s standard errors of their difference apart."
              .formatted(reproduction.tolerance().errors()));
    }
    String times =
        reproduction.then().columns().stream()
            .filter(Matching::isOfTime)
            .map(Column::name)
            .collect(joining(", "));
    if (!times.isEmpty()) {
      notes.add("Not compared, as they are of time: " + times + ".");
    }
    return notes.build();
  }

  /** Returns in what the two were made differently, a line each. */
  private static ImmutableList<String> origins(Reproduction reproduction) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.addAll(
        Origins.differences(reproduction.then().provenance(), reproduction.now().provenance()));
    Making then = reproduction.then().provenance().making();
    Making now = reproduction.now().provenance().making();
    if (then.configHash().isPresent() && !then.configHash().equals(now.configHash())) {
      lines.add(
          "resolved sweep: %s then, %s now"
              .formatted(shown(then.configHash()), shown(now.configHash())));
    }
    Optional<String> sweepThen = then.command().map(c -> c.sweepSha256());
    Optional<String> sweepNow = now.command().map(c -> c.sweepSha256());
    if (sweepThen.isPresent() && !sweepThen.equals(sweepNow)) {
      lines.add("sweep file: %s then, %s now".formatted(shown(sweepThen), shown(sweepNow)));
    }
    if (reproduction.then().provenance().builds().stream()
        .map(BuildInfo::commit)
        .anyMatch(commit -> commit.endsWith("-dirty"))) {
      lines.add("the table is of changed sources, which its commit does not tell");
    }
    return lines.build();
  }

  private static String shown(Optional<String> hash) {
    return hash.map(text -> text.substring(0, Math.min(12, text.length()))).orElse("none");
  }
}
