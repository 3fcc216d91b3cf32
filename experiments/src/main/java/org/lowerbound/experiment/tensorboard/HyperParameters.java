package org.lowerbound.experiment.tensorboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.protobuf.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.watch.FlatConfig;

/**
 * What the HParams tab shows of a trial's config: its overrides first, then all other values but
 * those of the evaluation, which trains nothing.
 *
 * @param values the values by their path
 */
record HyperParameters(ImmutableMap<String, Value> values) {
  private static final String EVALUATION = "evaluation.";

  /**
   * Returns those of a trial.
   *
   * @param overrides what tells it from the others, by path
   * @param config the resolved config
   */
  static HyperParameters of(Map<String, JsonNode> overrides, JsonNode config) {
    Map<String, Value> values = new LinkedHashMap<>();
    overrides.forEach((path, node) -> values.put(path, value(node)));
    FlatConfig.of(config)
        .forEach(
            (path, node) -> {
              if (!path.startsWith(EVALUATION)) {
                values.putIfAbsent(path, value(node));
              }
            });
    return new HyperParameters(ImmutableMap.copyOf(values));
  }

  private static Value value(JsonNode node) {
    Value.Builder value = Value.newBuilder();
    if (node.isNumber()) {
      return value.setNumberValue(node.doubleValue()).build();
    } else if (node.isBoolean()) {
      return value.setBoolValue(node.booleanValue()).build();
    }
    return value.setStringValue(node.isTextual() ? node.textValue() : Json.printLine(node)).build();
  }
}
