package org.lowerbound.tools.report;

import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.tag;

import j2html.tags.DomContent;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.lowerbound.picture.Plot;

/**
 * Puts plots into one page. What they describe under a name, a letter say, is what any other of them
 * means by that name: the page has it once, apart from all of them.
 */
final class SvgPlots {
  private static final Pattern DEFINITION =
      Pattern.compile("<path id=\"([^\"]+)\" d=\"[^\"]*\"/>\\n?");
  private static final Pattern NO_DEFINITIONS = Pattern.compile("<defs>\\s*</defs>\\n?");

  private final Map<String, String> definitions = new TreeMap<>();

  /** Returns a plot as a part of the page. */
  DomContent add(Plot plot) {
    String rest = DEFINITION.matcher(plot.svg()).replaceAll(this::define);
    return rawHtml(NO_DEFINITIONS.matcher(rest).replaceAll(""));
  }

  private String define(MatchResult found) {
    definitions.putIfAbsent(found.group(1), found.group());
    return "";
  }

  /** Returns what the plots so far need; nothing of it is seen. */
  DomContent store() {
    return tag("svg")
        .withClass("store")
        .attr("aria-hidden", "true")
        .with(tag("defs").with(rawHtml(String.join("", definitions.values()))));
  }
}
