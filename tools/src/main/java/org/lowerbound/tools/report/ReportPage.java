package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.a;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.header;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.p;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.text;
import static j2html.TagCreator.ul;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedMap;
import j2html.tags.DomContent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.tools.html.HtmlPage;

/**
 * A sweep as one page: first what is of the sweep as a whole, then a section for each trial, which
 * is shown in its place when a link leads to it.
 *
 * @param figures how many pictures it takes
 * @param following what a page that is written again and again says of itself, if it is one
 */
record ReportPage(FigureLimit figures, Optional<Following> following) {
  /**
   * A page that is written again and again.
   *
   * @param seconds after how long the browser reads it again
   * @param when when this one was written, in words
   */
  record Following(int seconds, String when) {}

  /** Returns the document. */
  String render(SweepReport report) {
    SvgPlots svg = new SvgPlots();
    PagePictures pictures = PagePictures.of(report, figures);
    ImmutableMap.Builder<String, Optional<DomContent>> parts = ImmutableMap.builder();
    parts.put("table", Optional.of(OverviewSections.table(report)));
    parts.put("curves", OverviewSections.curves(report, svg));
    parts.put("figures", OverviewSections.figures(report, pictures));
    parts.put("trials", Optional.of(OverviewSections.trials(report)));
    parts.put("config", OverviewSections.config(report));
    parts.put("provenance", OverviewSections.provenance(report));
    ImmutableMap<String, Optional<DomContent>> sections = parts.buildOrThrow();
    ImmutableList<DomContent> trials =
        report.trials().stream()
            .map(trial -> TrialSection.of(report, trial, pictures, svg))
            .collect(toImmutableList());
    DomContent overview =
        div(
                header(
                    h1(PlainText.oneLine(report.table().name())),
                    p(PlainText.oneLine(report.table().description())),
                    progress(report),
                    each(OverviewSections.missing(report).stream()),
                    nav(ul(
                            each(
                                sections.entrySet().stream()
                                    .filter(section -> section.getValue().isPresent())
                                    .map(section -> link(section.getKey())))))
                        .attr("aria-label", "Parts of this page")),
                each(sections.values().stream().flatMap(Optional::stream)))
            .withId("overview")
            .withClass("overview");
    return new HtmlPage(
            report.table().name(),
            true,
            following.map(page -> OptionalInt.of(page.seconds())).orElseGet(OptionalInt::empty))
        .render(main(overview, each(trials.stream())), pictures.store(), svg.store());
  }

  private static DomContent link(String section) {
    String title = section.substring(0, 1).toUpperCase(Locale.ROOT) + section.substring(1);
    return li(a(title).withHref("#" + section));
  }

  /** Returns how the trials stand: {@code 15 trials: 13 completed, 1 failed, 1 missing}. */
  private DomContent progress(SweepReport report) {
    Map<String, Long> states =
        ImmutableSortedMap.copyOf(
            report.trials().stream()
                .collect(Collectors.groupingBy(ReportTrial::state, Collectors.counting())));
    String counts =
        states.entrySet().stream()
            .map(state -> state.getValue() + " " + state.getKey())
            .collect(joining(", "));
    int all = report.trials().size();
    DomContent line = p("%d %s: %s.".formatted(all, all == 1 ? "trial" : "trials", counts));
    if (following.isEmpty() && !report.running()) {
      return line;
    }
    double done = report.trials().stream().mapToDouble(Advance::share).sum();
    return div(
        line,
        p(
            tag("progress")
                .attr("max", Integer.toString(all))
                .attr("value", "%.2f".formatted(done))
                .attr("aria-label", "How much of the sweep is done")
                .withText("%d of %d".formatted(report.ended(), all))),
        ul(
            each(
                report.trials().stream()
                    .filter(ReportTrial::running)
                    .map(
                        trial ->
                            li(
                                a(PlainText.oneLine(trial.label())).withHref("#" + trial.anchor()),
                                text(": " + Advance.words(trial)))))),
        each(
            following.stream()
                .map(
                    page ->
                        p("Written at %s; read again every %d seconds."
                                .formatted(page.when(), page.seconds()))
                            .withClass("quiet"))));
  }
}
