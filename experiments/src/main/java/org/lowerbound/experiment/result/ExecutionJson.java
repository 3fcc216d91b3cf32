package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.experiment.config.Json;

/** How trials were run, as JSON. */
final class ExecutionJson {
  private ExecutionJson() {}

  static ObjectNode encode(Execution execution) {
    ObjectNode json =
        Json.object()
            .put("threads", execution.threads())
            .put("jobs", execution.jobs())
            .put("natives", execution.natives());
    if (!execution.settings().isEmpty()) {
      execution.settings().forEach(json.putObject("environment")::put);
    }
    return json;
  }

  static Execution decode(JsonFields fields) {
    return new Execution(
        Math.toIntExact(fields.integer("threads")),
        Math.toIntExact(fields.integer("jobs")),
        fields.string("natives"),
        fields.optionalStringsByName("environment"));
  }
}
