package org.lowerbound.experiment.config;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedSet;
import java.math.BigDecimal;

/** The one text of a JSON value, whatever the order of its keys and the spelling of its numbers. */
final class CanonicalForm {
  private CanonicalForm() {}

  static void append(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      appendObject(node, out);
    } else if (node.isArray()) {
      appendArray(node, out);
    } else if (node.isNumber()) {
      out.append(number(node));
    } else if (node.isTextual()) {
      appendText(node.textValue(), out);
    } else {
      out.append(Json.printLine(node));
    }
  }

  private static void appendObject(JsonNode node, StringBuilder out) {
    char separator = '{';
    for (String key : ImmutableSortedSet.copyOf(node.fieldNames())) {
      out.append(separator);
      appendText(key, out);
      out.append(':');
      append(node.get(key), out);
      separator = ',';
    }
    out.append(node.isEmpty() ? "{}" : "}");
  }

  /** As Jackson writes it. */
  private static void appendText(String text, StringBuilder out) {
    out.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, out);
    out.append('"');
  }

  private static void appendArray(JsonNode node, StringBuilder out) {
    char separator = '[';
    for (JsonNode element : node) {
      out.append(separator);
      append(element, out);
      separator = ',';
    }
    out.append(node.isEmpty() ? "[]" : "]");
  }

  private static String number(JsonNode node) {
    if (Double.isNaN(node.doubleValue())
        || (node.isDouble() && Double.isInfinite(node.doubleValue()))) {
      throw new ConfigException("JSON has no number " + node.asText());
    }
    // The shortest decimal that reads back as the same double, not its binary expansion.
    return new BigDecimal(node.asText()).stripTrailingZeros().toString();
  }
}
