package org.lowerbound.tools.report;

import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.tag;

import com.google.common.xml.XmlEscapers;
import j2html.tags.DomContent;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lowerbound.picture.Plot;

/**
 * Puts plots into one page. What they describe under a name, a point say, is what any other of them
 * means by that name: the page has it once, apart from all of them. Letters, which they bring along
 * as shapes, become text where the shapes stood: that is a fraction of the size, and can be
 * searched.
 */
final class SvgPlots {
  private static final Pattern DEFINITION =
      Pattern.compile("<path id=\"([^\"]+)\" d=\"[^\"]*\"/>\\n?");
  private static final Pattern LETTERS =
      Pattern.compile("(?:<use href=\"#letter-[0-9a-f]+\" x=\"-?\\d+\" y=\"-?\\d+\"/>)+");
  private static final Pattern LETTER =
      Pattern.compile("<use href=\"#letter-([0-9a-f]+)\" x=\"(-?\\d+)\" y=\"(-?\\d+)\"/>");

  /** The page's style has all lines end so. */
  private static final String ROUND = " stroke-linecap=\"round\" stroke-linejoin=\"round\"";

  private static final String LETTER_NAME = "letter-";
  private static final int HEXADECIMAL = 16;
  private static final Pattern NO_DEFINITIONS = Pattern.compile("<defs>\\s*</defs>\\n?");

  private final Map<String, String> definitions = new TreeMap<>();

  /** Returns a plot as a part of the page. */
  DomContent add(Plot plot) {
    String shapes = DEFINITION.matcher(plot.svg()).replaceAll(this::define);
    String texts = LETTERS.matcher(shapes).replaceAll(SvgPlots::text);
    return rawHtml(NO_DEFINITIONS.matcher(texts).replaceAll("").replace(ROUND, ""));
  }

  /** Returns letters as text, each where it was; a line of them has one height. */
  private static String text(MatchResult letters) {
    StringBuilder places = new StringBuilder();
    StringBuilder text = new StringBuilder();
    String height = "";
    Matcher letter = LETTER.matcher(letters.group());
    while (letter.find()) {
      int codePoint = Integer.parseInt(letter.group(1), HEXADECIMAL);
      places.append(places.isEmpty() ? "" : " ").append(letter.group(2));
      text.appendCodePoint(codePoint);
      height = letter.group(3);
    }
    String escaped = XmlEscapers.xmlContentEscaper().escape(text.toString());
    return Matcher.quoteReplacement(
        "<text x=\"%s\" y=\"%s\">%s</text>".formatted(places, height, escaped));
  }

  private String define(MatchResult found) {
    if (!found.group(1).startsWith(LETTER_NAME)) {
      definitions.putIfAbsent(found.group(1), found.group());
    }
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
