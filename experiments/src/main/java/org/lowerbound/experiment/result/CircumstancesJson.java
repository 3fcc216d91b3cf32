package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.experiment.config.Json;

/** Under what circumstances a trial ran, as JSON. */
final class CircumstancesJson {
  private CircumstancesJson() {}

  static ObjectNode encode(Circumstances circumstances) {
    ObjectNode json = Json.object().put("seed", circumstances.seed());
    json.setAll(ExecutionJson.encode(circumstances.execution()));
    circumstances.data().ifPresent(use -> DataUseJson.encode(use, json.putObject("data")));
    circumstances
        .command()
        .ifPresent(command -> json.set("command", RunCommandJson.encode(command)));
    return json;
  }

  static Circumstances decode(JsonFields fields) {
    return new Circumstances(
        fields.integer("seed"),
        ExecutionJson.decode(fields),
        fields.optionalObject("data").map(DataUseJson::decode),
        fields.optionalObject("command").map(RunCommandJson::decode));
  }
}
