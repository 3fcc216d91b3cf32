package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.OptionalDouble;

/**
 * Doubles in JSON, to the last digit.
 *
 * <p>JSON has no number for them, so the values that are not finite are the strings {@code "NaN"},
 * {@code "Infinity"} and {@code "-Infinity"}: a metric that was NaN stays apart from a metric that
 * is not there.
 */
final class JsonNumbers {
  private JsonNumbers() {}

  static JsonNode write(double value) {
    return Double.isFinite(value)
        ? DoubleNode.valueOf(value)
        : TextNode.valueOf(Double.toString(value));
  }

  /** Returns the number, or empty if the node is not one. */
  static OptionalDouble read(JsonNode node) {
    if (node.isNumber()) {
      return OptionalDouble.of(node.doubleValue());
    }
    return switch (node.isTextual() ? node.textValue() : "") {
      case "NaN" -> OptionalDouble.of(Double.NaN);
      case "Infinity" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-Infinity" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.empty();
    };
  }
}
