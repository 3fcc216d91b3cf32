package org.lowerbound.tools.report;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.tr;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import j2html.TagCreator;
import j2html.tags.DomContent;
import org.lowerbound.experiment.console.PlainText;
import org.lowerbound.experiment.result.RowLabel;

/**
 * A JSON object as a table of its keys, whatever these are: what a later version adds is shown,
 * too.
 */
final class JsonFacts {
  private JsonFacts() {}

  /** Returns the table; that of an object without keys has no rows. */
  static DomContent table(JsonNode object) {
    return TagCreator.table(
            tbody(
                each(
                    object.properties(),
                    field ->
                        tr(
                            th(PlainText.oneLine(field.getKey())).attr("scope", "row"),
                            td(each(lines(field.getValue()), line -> div(line)))))))
        .withClass("facts");
  }

  /** Returns a value as lines, one for each element or key. */
  private static ImmutableList<String> lines(JsonNode value) {
    if (value.isArray()) {
      return Streams.stream(value.elements()).map(JsonFacts::line).collect(toImmutableList());
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(field -> PlainText.oneLine(field.getKey()) + ": " + line(field.getValue()))
          .collect(toImmutableList());
    }
    return ImmutableList.of(line(value));
  }

  private static String line(JsonNode value) {
    return value.isObject()
        ? value.properties().stream()
            .map(field -> PlainText.oneLine(field.getKey()) + " " + line(field.getValue()))
            .collect(joining(", "))
        : PlainText.oneLine(RowLabel.text(value));
  }
}
