package org.lowerbound.experiment.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Map;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.training.TrialListener.Epoch;

/** The course of an epoch as JSON. What is not finite is a string, as JSON has no number for it. */
final class EpochJson {
  private EpochJson() {}

  static ObjectNode encode(Epoch epoch) {
    ObjectNode json =
        Json.object()
            .put("epoch", epoch.epoch())
            .put("step", epoch.step())
            .put("skipped", epoch.skipped());
    json.set("training", encode(epoch.training()));
    json.set("validation", encode(epoch.validation()));
    json.set("schedules", encode(epoch.schedules()));
    for (double kl : epoch.unitKls().toArray()) {
      json.withArray("/unitKls").add(number(kl));
    }
    return json;
  }

  private static ObjectNode encode(Map<String, Double> values) {
    ObjectNode json = Json.object();
    values.forEach((name, value) -> json.set(name, number(value)));
    return json;
  }

  private static JsonNode number(double value) {
    return Double.isFinite(value)
        ? DoubleNode.valueOf(value)
        : TextNode.valueOf(Double.toString(value));
  }

  static Epoch decode(JsonNode json) {
    ImmutableDoubleArray.Builder units = ImmutableDoubleArray.builder();
    json.path("unitKls").forEach(kl -> units.add(number(kl)));
    return new Epoch(
        json.path("epoch").asLong(),
        json.path("step").asLong(),
        json.path("skipped").asInt(),
        values(json.path("training")),
        values(json.path("validation")),
        values(json.path("schedules")),
        units.build());
  }

  private static ImmutableMap<String, Double> values(JsonNode json) {
    ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
    json.properties().forEach(entry -> values.put(entry.getKey(), number(entry.getValue())));
    return values.buildOrThrow();
  }

  private static double number(JsonNode json) {
    return json.isTextual() ? Double.parseDouble(json.asText()) : json.asDouble();
  }
}
