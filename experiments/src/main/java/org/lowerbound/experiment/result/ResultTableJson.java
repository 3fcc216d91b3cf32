package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.Optional;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.experiment.config.Json;

/** A sweep's result as {@code table.json}. */
public final class ResultTableJson {
  private ResultTableJson() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @throws ResultException if it cannot be written
   */
  public static void write(Path file, ResultTable table) {
    AtomicFiles.write(file, Json.print(encode(table)));
  }

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws ResultException if it is not there or is not a result table
   */
  public static ResultTable read(Path file) {
    return ResultFiles.read(file, ResultTableJson::decode);
  }

  /** Returns the table as JSON. */
  public static ObjectNode encode(ResultTable table) {
    ObjectNode json = Json.object();
    json.put("name", table.name());
    json.put("description", table.description());
    ArrayNode columns = json.putArray("columns");
    for (Column column : table.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("unit", column.unit())
          .put("better", JsonFields.name(column.better()))
          .put("description", column.description());
    }
    ArrayNode rows = json.putArray("rows");
    table.rows().forEach(row -> encode(row, rows.addObject()));
    ArrayNode averagedOver = json.putArray("averagedOver");
    table.averagedOver().forEach(averagedOver::add);
    table.sortedBy().ifPresent(column -> json.put("sortedBy", column));
    json.set("provenance", ProvenanceSummaryJson.encode(table.provenance()));
    return json;
  }

  /**
   * Returns the table that JSON says.
   *
   * @param file where the JSON is from, for errors
   * @throws ResultException if a field is missing or wrong
   */
  public static ResultTable decode(JsonNode json, String file) {
    JsonFields fields = JsonFields.of(json, file);
    return new ResultTable(
        fields.string("name"),
        fields.string("description"),
        fields.objects("columns", ResultTableJson::column),
        fields.objects("rows", ResultTableJson::row),
        fields.strings("averagedOver"),
        fields.optionalString("sortedBy"),
        ProvenanceSummaryJson.decode(fields.object("provenance")));
  }

  private static Column column(JsonFields fields) {
    return new Column(
        fields.string("name"),
        fields.string("unit"),
        fields.choice("better", Column.Better.class),
        fields.string("description"));
  }

  private static void encode(TableRow row, ObjectNode json) {
    encode(row.overrides(), json.putObject("overrides"));
    ObjectNode metrics = json.putObject("metrics");
    row.metrics().forEach((name, cell) -> encode(cell, metrics.putObject(name)));
    encodePublished(row.published(), json);
    ArrayNode trials = json.putArray("trials");
    for (RowTrial trial : row.trials()) {
      ObjectNode entry = trials.addObject();
      entry.put("id", trial.id());
      entry.put("status", trial.status().map(JsonFields::name).orElse("missing"));
      encode(trial.overrides(), entry.putObject("overrides"));
      trial.facts().ifPresent(facts -> encode(facts, entry));
    }
    // The list says the same; the counts are for readers who only want to know whether all is well.
    json.put("diverged", row.count(TrialStatus.DIVERGED));
    json.put("failed", row.count(TrialStatus.FAILED));
    json.put("missing", row.missing());
  }

  private static TableRow row(JsonFields fields) {
    return new TableRow(
        fields.values("overrides"),
        fields.objectsByName("metrics", ResultTableJson::cell),
        fields.oneOrMore("published", ResultTableJson::published),
        fields.objects("trials", ResultTableJson::trial));
  }

  private static void encode(ImmutableMap<String, JsonNode> overrides, ObjectNode json) {
    overrides.forEach((path, value) -> json.set(path, value.deepCopy()));
  }

  private static void encode(Cell cell, ObjectNode json) {
    json.set("mean", JsonNumbers.write(cell.mean()));
    cell.standardError()
        .ifPresent(
            error -> {
              json.set("standardError", JsonNumbers.write(error.value()));
              json.put("standardErrorOver", JsonFields.name(error.over()));
            });
    json.put("n", cell.n());
    ArrayNode values = json.putArray("values");
    cell.values().forEach(value -> values.add(JsonNumbers.write(value)));
    CaveatsJson.encode(cell.caveats(), json);
  }

  private static Cell cell(JsonFields fields) {
    ImmutableList<Double> values = fields.numbers("values");
    ImmutableList<Double> finite =
        values.stream().filter(Double::isFinite).collect(toImmutableList());
    if (!finite.isEmpty() && finite.size() < values.size()) {
      // Of a version that took trials with such a number for completed: the mean of the others.
      return Cell.of(finite.stream().map(value -> Estimate.exact(value, 1)).toList());
    }
    Optional<StandardError> error =
        fields.optionalNumber("standardError").stream()
            .mapToObj(
                value ->
                    new StandardError(
                        value, fields.choice("standardErrorOver", StandardError.Over.class)))
            .findFirst();
    return new Cell(fields.number("mean"), error, values, CaveatsJson.decode(fields));
  }

  /** A single number is no list, as it was when a row had no more than one. */
  private static void encodePublished(ImmutableList<PublishedNumber> numbers, ObjectNode json) {
    if (numbers.size() == 1) {
      encode(numbers.get(0), json.putObject("published"));
    } else if (!numbers.isEmpty()) {
      ArrayNode list = json.putArray("published");
      numbers.forEach(number -> encode(number, list.addObject()));
    }
  }

  private static void encode(PublishedNumber number, ObjectNode json) {
    json.put("source", number.source());
    json.put("metric", number.metric());
    json.set("value", JsonNumbers.write(number.value()));
    number
        .difference()
        .ifPresent(difference -> json.set("difference", JsonNumbers.write(difference)));
    if (number.unverified()) {
      json.put("unverified", true);
    }
  }

  private static PublishedNumber published(JsonFields fields) {
    return new PublishedNumber(
        fields.string("source"),
        fields.string("metric"),
        fields.number("value"),
        fields.optionalTruth("unverified"),
        fields.optionalNumber("difference").stream().filter(Double::isFinite).findFirst());
  }

  private static void encode(TrialFacts facts, ObjectNode json) {
    json.put("configHash", facts.configHash());
    facts.seed().ifPresent(seed -> json.put("seed", seed));
    facts.parameters().ifPresent(count -> json.put("parameters", count));
  }

  private static TrialFacts facts(JsonFields fields) {
    return new TrialFacts(
        fields.string("configHash"),
        fields.optionalLong("seed"),
        fields.optionalLong("parameters"));
  }

  private static RowTrial trial(JsonFields fields) {
    return new RowTrial(
        fields.string("id"),
        fields.string("status").equals("missing")
            ? Optional.empty()
            : Optional.of(fields.choice("status", TrialStatus.class)),
        fields.values("overrides"),
        fields.has("configHash") ? Optional.of(facts(fields)) : Optional.empty());
  }
}
