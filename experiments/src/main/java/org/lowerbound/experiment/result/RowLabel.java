package org.lowerbound.experiment.result;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The text of what a row's trials have in common. */
public final class RowLabel {
  /** The label of the only row of a table whose rows are not told apart by anything. */
  public static final String ALL = "all";

  private RowLabel() {}

  /** Returns the values joined with a comma and a blank, e.g. {@code 0.5, tanh}. */
  public static String of(Map<String, JsonNode> overrides) {
    return overrides.isEmpty()
        ? ALL
        : overrides.values().stream().map(RowLabel::text).collect(joining(", "));
  }

  /** Returns a value as text: strings without quotes, numbers without needless zeros. */
  public static String text(JsonNode value) {
    if (value.isArray()) {
      return elements(value).map(RowLabel::text).collect(joining(", ", "[", "]"));
    }
    if (value.isFloatingPointNumber()) {
      return decimal(value.decimalValue());
    }
    return value.isObject() ? value.toString() : value.asText();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** Returns all digits of a number and no zeros that say nothing. */
  static String decimal(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    // 0.0001 and 1000000 are read more easily than 1E-4 and 1E+6; 1E-9 is not.
    return exponent >= -6 && exponent <= 9
        ? stripped.toPlainString()
        : stripped.toString().replace("E+", "e").replace("E", "e");
  }
}
