package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static j2html.TagCreator.a;
import static j2html.TagCreator.code;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.join;
import static j2html.TagCreator.li;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import j2html.TagCreator;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.CellFormat;
import org.lowerbound.experiment.result.TableGrid;
import org.lowerbound.experiment.result.TableNotes;
import org.lowerbound.experiment.result.TrialFiles;
import org.lowerbound.experiment.result.TrialResult;
import org.lowerbound.picture.Plot;
import org.lowerbound.tools.html.HtmlGrid;

/** The parts of a page that are of the sweep as a whole. */
final class OverviewSections {
  private OverviewSections() {}

  /** Returns the table of results, whose rows link to their trials, and its notes. */
  static DomContent table(SweepReport report) {
    TableGrid grid = TableGrid.of(report.table(), CellFormat.DEFAULT, HtmlGrid.STYLE);
    ImmutableList.Builder<DomContent> links = ImmutableList.builder();
    for (int row = 0; row < report.table().rows().size(); row++) {
      int of = row;
      links.add(
          span()
              .withClass("links")
              .with(
                  each(
                      report.trials().stream().filter(trial -> trial.row() == of).toList(),
                      trial -> link(trial, Integer.toString(trial.place() + 1)))));
    }
    return section(
            h2("Table"),
            HtmlGrid.scrolling(
                "Table of results",
                HtmlGrid.of(grid, "", ImmutableList.of(new HtmlGrid.Extra("trials", links.build())))
                    .withId("results")
                    .withClass("sortable")),
            ul().withClass("notes")
                .with(
                    each(
                        TableNotes.of(report.table(), CellFormat.DEFAULT, "Bold"),
                        note -> li(HtmlGrid.STYLE.text(note)))))
        .withId("table");
  }

  private static DomContent link(ReportTrial trial, String words) {
    return a(words)
        .withHref("#" + trial.anchor())
        .withTitle(PlainText.oneLine(trial.label() + ", " + trial.state()))
        .withClass("status-" + trial.state());
  }

  /** Returns the curves over the trials of each row; nothing if there are none. */
  static Optional<DomContent> curves(SweepReport report, SvgPlots svg) {
    ImmutableList<Plot> plots = CurvePlots.ofSweep(report);
    if (plots.isEmpty()) {
      return Optional.empty();
    }
    int rows = report.table().rows().size();
    String limit =
        rows > CurvePlots.MOST_ROWS
            ? " The first %d of %d rows are drawn.".formatted(CurvePlots.MOST_ROWS, rows)
            : "";
    return Optional.of(
        section(
                h2("Curves"),
                p("Lines: means over the trials of a row. Bands: the standard error of the mean"
                        + " over them. Trials that failed or diverged are in none."
                        + limit)
                    .withClass("quiet"),
                plots(plots, svg))
            .withId("curves"));
  }

  /** Returns plots side by side. */
  static DomContent plots(List<Plot> plots, SvgPlots svg) {
    return div(each(plots, plot -> figure(svg.add(plot)).withClass("plot").attr("tabindex", "0")))
        .withClass("plots");
  }

  /** Returns the figures: those beside the table, and of each row the first that there is. */
  static Optional<DomContent> figures(SweepReport report, PagePictures pictures) {
    if (pictures.found() == 0) {
      return Optional.empty();
    }
    ImmutableSet<String> names =
        report.trials().stream()
            .flatMap(trial -> trial.figures().stream())
            .collect(toImmutableSet());
    return Optional.of(
        section(
                h2("Figures"),
                each(
                    report.sheets(),
                    sheet -> {
                      String name = sheet.getFileName().toString();
                      return each(
                          pictures.show(sheet, name).stream()
                              .map(shown -> figure(shown, figcaption(PlainText.oneLine(name)))));
                    }),
                each(names, name -> figures(report, pictures, name)),
                iff(
                    pictures.leftOut() > 0,
                    p("%d of %d pictures are left out, to keep the page small; --figures all"
                                .formatted(pictures.leftOut(), pictures.found())
                            + " has them all.")
                        .withClass("quiet")))
            .withId("figures"));
  }

  private static DomContent figures(SweepReport report, PagePictures pictures, String name) {
    ImmutableList.Builder<DomContent> shown = ImmutableList.builder();
    for (int row = 0; row < report.table().rows().size(); row++) {
      int of = row;
      report.trials().stream()
          .filter(trial -> trial.row() == of)
          .flatMap(
              trial ->
                  pictures
                      .show(TrialFiles.figure(trial.folder(), name), name + " of " + trial.label())
                      .map(
                          picture ->
                              (DomContent) figure(picture, figcaption(link(trial, trial.label()))))
                      .stream())
          .findFirst()
          .ifPresent(shown::add);
    }
    ImmutableList<DomContent> all = shown.build();
    return all.isEmpty()
        ? join()
        : div(h3(PlainText.oneLine(name)), div().withClass("figures").with(all));
  }

  /** Returns the list of all trials, each a link to its page. */
  static DomContent trials(SweepReport report) {
    return section(
            h2("Trials"),
            HtmlGrid.scrolling(
                "All trials",
                TagCreator.table(
                        thead(
                            tr(
                                each(
                                    ImmutableList.of(
                                        "trial", "status", "epochs", "wall seconds", "message"),
                                    heading -> th(heading).attr("scope", "col")))),
                        tbody(each(report.trials(), OverviewSections::line)))
                    .withId("trial-list")
                    .withClass("sortable")))
        .withId("trials");
  }

  private static DomContent line(ReportTrial trial) {
    OptionalDouble wall =
        trial.result().stream().mapToDouble(result -> result.timing().wallSeconds()).findFirst();
    int epochs = trial.lastEpoch().map(epoch -> epoch.path("epoch").asInt()).orElse(0);
    return tr(
        th(a(PlainText.oneLine(trial.label())).withHref("#" + trial.anchor())).attr("scope", "row"),
        td(status(trial)),
        td(epochs == 0 ? "" : Integer.toString(epochs))
            .withClass("number")
            .attr("data-value", Integer.toString(epochs)),
        td(wall.isPresent() ? "%.1f".formatted(wall.getAsDouble()) : "")
            .withClass("number")
            .attr("data-value", wall.isPresent() ? Double.toString(wall.getAsDouble()) : "NaN"),
        td(PlainText.oneLine(trial.result().flatMap(TrialResult::message).orElse(""))));
  }

  /** Returns how a trial stands, with how far it is if it runs. */
  static DomContent status(ReportTrial trial) {
    return span(trial.running() ? "running, " + Advance.words(trial) : trial.state())
        .withClass("status-" + trial.state());
  }

  /** Returns a text that unfolds. */
  static DomContent config(String title, JsonNode config) {
    return details(summary(title), pre(PlainText.lines(Json.print(config))));
  }

  /** Returns the sweep as it was run, if its file is there. */
  static Optional<DomContent> config(SweepReport report) {
    return report
        .sweep()
        .map(
            sweep ->
                section(h2("Config"), config("sweep.json: the sweep as it was run", sweep))
                    .withId("config"));
  }

  /** Returns where the numbers of the table come from. */
  static Optional<DomContent> provenance(SweepReport report) {
    return report
        .provenance()
        .filter(node -> !node.isEmpty())
        .map(
            node ->
                section(h2("Provenance"), HtmlGrid.scrolling("Provenance", JsonFacts.table(node)))
                    .withId("provenance"));
  }

  /** Returns what the page lacks as its files are not there, and how they are had. */
  static Optional<DomContent> missing(SweepReport report) {
    if (report.hasFiles() || report.trials().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        p(
            text(
                "The trials' folders are not beside the table, so that this page has no curves,"
                    + " figures, resolved configs and times. They are where the sweep was run; "),
            code(
                report.sweep().isPresent()
                    ? "java -jar runner.jar --sweep %s/sweep.json".formatted(report.folder())
                    : "java -jar runner.jar --sweep NAME.json"),
            text(" makes them again, and another report has it all.")));
  }
}
