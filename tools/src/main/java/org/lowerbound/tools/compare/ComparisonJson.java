package org.lowerbound.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import java.util.Collection;
import java.util.Map;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.statistics.Bootstrap;

/** A comparison as JSON, with all that was found. */
final class ComparisonJson {
  private ComparisonJson() {}

  static String render(Comparison comparison) {
    ObjectNode json = Json.object();
    side(comparison.a(), json.putObject("a"));
    side(comparison.b(), json.putObject("b"));
    Bootstrap bootstrap = comparison.bootstrap();
    json.putObject("interval")
        .put("level", bootstrap.level())
        .put("bootstrap", bootstrap.method().label())
        .put("resamples", bootstrap.resamples())
        .put("seed", bootstrap.seed())
        .put("fewestPairs", Bootstrap.FEWEST_VALUES);
    ArrayNode rows = json.putArray("rows");
    comparison.rows().forEach(row -> row(row, rows.addObject()));
    alone(comparison.rowsOfA(), comparison.columnsOfA(), json.putObject("onlyA"));
    alone(comparison.rowsOfB(), comparison.columnsOfB(), json.putObject("onlyB"));
    json.put("configs", Ascii.toLowerCase(comparison.configs().name()));
    ArrayNode config = json.putArray("config");
    comparison.config().forEach(difference -> config(difference, config));
    ArrayNode facts = json.putArray("provenance");
    for (Facts.Difference difference : comparison.facts()) {
      ObjectNode node = facts.addObject().put("what", difference.what());
      strings(difference.a(), node.putArray("a"));
      strings(difference.b(), node.putArray("b"));
    }
    strings(comparison.remarks(), json.putArray("remarks"));
    return Json.print(json);
  }

  private static void side(Side side, ObjectNode json) {
    json.put("path", side.path()).put("what", side.what());
  }

  private static void row(ComparedRow row, ObjectNode json) {
    overrides(row.a().overrides(), json.putObject("overridesA"));
    overrides(row.b().overrides(), json.putObject("overridesB"));
    ArrayNode numbers = json.putArray("numbers");
    row.numbers().forEach(number -> number(number, numbers.addObject()));
  }

  private static void overrides(Map<String, JsonNode> overrides, ObjectNode json) {
    overrides.forEach((path, value) -> json.set(path, value.deepCopy()));
  }

  private static void number(ComparedNumber number, ObjectNode json) {
    json.put("name", number.column().name())
        .put("unit", number.column().unit())
        .put("better", Ascii.toLowerCase(number.column().better().name()))
        .put("a", number.a())
        .put("b", number.b())
        .put("difference", number.difference().value());
    number.difference().standardError().ifPresent(error -> json.put("standardError", error));
    number
        .difference()
        .interval()
        .ifPresent(
            interval -> {
              json.putArray("interval").add(interval.low()).add(interval.high());
              json.put("intervalMethod", interval.method().label());
            });
    json.put("pairedBy", Ascii.toLowerCase(number.pairing().by().name()));
    json.put("pairs", number.pairing().count());
    if (!number.pairing().why().isEmpty()) {
      json.put("notPairedAs", number.pairing().why());
    }
    json.put("verdict", number.verdict().text());
  }

  private static void alone(Collection<String> rows, Collection<String> columns, ObjectNode json) {
    strings(rows, json.putArray("rows"));
    strings(columns, json.putArray("numbers"));
  }

  /** An absent key is no member: null would be a value. */
  private static void config(ConfigDifference difference, ArrayNode json) {
    for (ConfigDifference.Values values : difference.values()) {
      ObjectNode node = json.addObject().put("path", difference.path());
      values.a().ifPresent(value -> node.set("a", value.deepCopy()));
      values.b().ifPresent(value -> node.set("b", value.deepCopy()));
    }
  }

  private static void strings(Collection<String> values, ArrayNode json) {
    values.forEach(json::add);
  }
}
