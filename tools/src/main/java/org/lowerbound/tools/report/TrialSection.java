package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.join;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.text;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import j2html.tags.DomContent;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableGrid.GridCell;
import org.lowerbound.experiment.result.TableGrid.Heading;
import org.lowerbound.experiment.result.TableStyle;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.picture.Plot;
import org.lowerbound.tools.html.HtmlGrid;

/** The page of one trial: all that its folder tells, or what the table tells of it. */
final class TrialSection {
  private static final TableStyle STYLE = HtmlGrid.STYLE;

  private TrialSection() {}

  /** Returns the section. */
  static DomContent of(SweepReport report, ReportTrial trial, PagePictures pictures, SvgPlots svg) {
    return section(
            p(a("← " + PlainText.oneLine(report.table().name())).withHref("#overview"))
                .withClass("back"),
            h2(PlainText.oneLine(trial.label())),
            p(
                OverviewSections.status(trial),
                text(". Trial "),
                code(PlainText.oneLine(trial.id())),
                text(trial.files() ? ", in " : ""),
                iff(trial.files(), code(PlainText.oneLine(trial.folder().toString())))),
            each(
                trial.result().flatMap(TrialResult::message).stream()
                    .map(message -> pre(PlainText.lines(message)).withClass("message"))),
            each(
                trial.troubles(),
                trouble -> p(PlainText.oneLine(trouble)).withClass("status-failed")),
            iff(
                !trial.files(),
                p("Its folder is not here: the numbers are those that the table has.")
                    .withClass("quiet")),
            settings(trial),
            numbers(report, trial),
            curves(report, trial, svg),
            figures(trial, pictures),
            facts(trial, "training", "Training"),
            facts(trial, "timing", "Timing"),
            facts(trial, "provenance", "Provenance"),
            each(
                trial.config().stream()
                    .map(
                        config ->
                            div(
                                h3("Config"),
                                OverviewSections.config(
                                    "config.json: with all defaults", config)))))
        .withId(trial.anchor())
        .withClass("trial");
  }

  private static DomContent settings(ReportTrial trial) {
    if (trial.overrides().isEmpty()) {
      return join();
    }
    var settings = Json.object();
    trial.overrides().forEach(settings::set);
    return div(h3("Settings"), JsonFacts.table(settings));
  }

  private static DomContent numbers(SweepReport report, ReportTrial trial) {
    ImmutableMap<String, Estimate> estimates = estimates(trial);
    if (estimates.isEmpty()) {
      return join();
    }
    ImmutableMap<String, Column> columns =
        report.table().columns().stream()
            .collect(ImmutableMap.toImmutableMap(Column::name, column -> column));
    ImmutableList<Heading> headings =
        Stream.of("number", "value", "all digits", "examples", "to be known")
            .map(text -> new Heading(text, !text.equals("number") && !text.equals("to be known")))
            .collect(toImmutableList());
    TableGrid grid =
        new TableGrid(
            headings,
            estimates.entrySet().stream()
                .map(
                    number ->
                        line(
                            number,
                            columns.getOrDefault(
                                number.getKey(),
                                new Column(number.getKey(), "", Better.NEITHER, "")),
                            trial.result().isPresent()))
                .collect(toImmutableList()));
    return div(
        h3("Numbers"),
        HtmlGrid.scrolling("Numbers of the trial", HtmlGrid.of(grid, "")),
        p("±: standard error over the examples.").withClass("quiet"));
  }

  private static ImmutableMap<String, Estimate> estimates(ReportTrial trial) {
    return trial
        .result()
        .map(TrialResult::metrics)
        .orElseGet(
            () ->
                trial.values().entrySet().stream()
                    .collect(
                        ImmutableMap.toImmutableMap(
                            Map.Entry::getKey, value -> Estimate.exact(value.getValue(), 0))));
  }

  private static ImmutableList<GridCell> line(
      Map.Entry<String, Estimate> number, Column column, boolean examples) {
    Estimate estimate = number.getValue();
    Cell cell = Cell.of(ImmutableList.of(estimate));
    String remarks =
        Stream.concat(cell.reservations(column).stream(), estimate.caveats().findings().stream())
            .collect(joining("; "));
    return ImmutableList.of(
        new GridCell(
            STYLE.text(TableGrid.withUnit(column.name(), column))
                + STYLE.direction(column.better()),
            false),
        new GridCell(STYLE.number(CellFormat.DEFAULT.cell(cell)), false),
        new GridCell(Double.toString(estimate.value()), false),
        new GridCell(examples ? Long.toString(estimate.n()) : "", false),
        new GridCell(STYLE.text(remarks), false));
  }

  private static DomContent curves(SweepReport report, ReportTrial trial, SvgPlots svg) {
    ImmutableList<Plot> plots = CurvePlots.ofTrial(report, trial);
    return iff(!plots.isEmpty(), div(h3("Curves"), OverviewSections.plots(plots, svg)));
  }

  private static DomContent figures(ReportTrial trial, PagePictures pictures) {
    if (trial.figures().isEmpty()) {
      return join();
    }
    ImmutableList.Builder<DomContent> shown = ImmutableList.builder();
    ImmutableList.Builder<String> leftOut = ImmutableList.builder();
    for (String name : trial.figures()) {
      Optional<DomContent> picture =
          pictures.show(TrialFiles.figure(trial.folder(), name), name + " of " + trial.label());
      picture.ifPresentOrElse(
          found -> shown.add(figure(found, figcaption(PlainText.oneLine(name)))),
          () -> leftOut.add(name));
    }
    String missing = String.join(", ", leftOut.build());
    return div(
        h3("Figures"),
        div().withClass("figures").with(shown.build()),
        iff(
            !missing.isEmpty(),
            p(PlainText.oneLine("Left out, to keep the page small: " + missing + "."))
                .withClass("quiet")));
  }

  private static DomContent facts(ReportTrial trial, String key, String title) {
    Optional<JsonNode> facts =
        trial.written().map(result -> result.path(key)).filter(node -> node.size() > 0);
    return each(
        facts.stream()
            .map(node -> div(h3(title), HtmlGrid.scrolling(title, JsonFacts.table(node)))));
  }
}
