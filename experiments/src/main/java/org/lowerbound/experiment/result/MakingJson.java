package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import java.util.Optional;
import org.lowerbound.experiment.result.Provenance.DatasetId;

/** How a table was made, as fields of the JSON object of its provenance. */
final class MakingJson {
  /** A data set, and what was made of it. */
  private record UsedData(DatasetId id, Optional<DataUse> use) {}

  /** A plug-in's file, and its hash. */
  private record Plugin(String file, String hash) {}

  private MakingJson() {}

  static void encode(Making making, ObjectNode json) {
    making.command().ifPresent(command -> json.set("command", RunCommandJson.encode(command)));
    making.configHash().ifPresent(hash -> json.put("configHash", hash));
    if (!making.executions().isEmpty()) {
      ArrayNode executions = json.putArray("executions");
      making.executions().forEach(execution -> executions.add(ExecutionJson.encode(execution)));
    }
    if (!making.plugins().isEmpty()) {
      ArrayNode plugins = json.putArray("plugins");
      making
          .plugins()
          .forEach((file, hash) -> plugins.addObject().put("file", file).put("sha256", hash));
    }
    if (!making.seeds().isEmpty()) {
      making.seeds().forEach(json.putArray("seeds")::add);
    }
    if (!making.parameters().isEmpty()) {
      making.parameters().forEach(json.putArray("parameters")::add);
    }
    making.wallSeconds().ifPresent(seconds -> json.put("wallSeconds", seconds));
  }

  static Making decode(JsonFields fields) {
    return new Making(
        fields.optionalObject("command").map(RunCommandJson::decode),
        fields.optionalString("configHash"),
        fields.optionalObjects("executions", ExecutionJson::decode),
        data(fields),
        fields
            .optionalObjects("plugins", p -> new Plugin(p.string("file"), p.string("sha256")))
            .stream()
            .collect(ImmutableSetMultimap.toImmutableSetMultimap(Plugin::file, Plugin::hash)),
        fields.optionalIntegers("seeds"),
        fields.optionalIntegers("parameters"),
        fields.optionalNumber("wallSeconds"));
  }

  /** What was made of a data set stands beside its fingerprint. */
  private static ImmutableMap<DatasetId, DataUse> data(JsonFields fields) {
    ImmutableList<UsedData> used =
        fields.objects(
            "datasets",
            d ->
                new UsedData(
                    ProvenanceSummaryJson.dataset(d),
                    d.has("config") ? Optional.of(DataUseJson.decode(d)) : Optional.empty()));
    return used.stream()
        .filter(data -> data.use.isPresent())
        .collect(toImmutableMap(UsedData::id, data -> data.use.orElseThrow()));
  }
}
