package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.experiment.config.Json;

/** A command as JSON. */
final class RunCommandJson {
  private RunCommandJson() {}

  static ObjectNode encode(RunCommand command) {
    ObjectNode json = Json.object().put("line", command.line());
    command.arguments().forEach(json.putArray("arguments")::add);
    if (!command.plugins().isEmpty()) {
      command.plugins().forEach(json.putArray("plugins")::add);
    }
    return json.put("sweepSha256", command.sweepSha256());
  }

  static RunCommand decode(JsonFields fields) {
    return new RunCommand(
        fields.strings("arguments"),
        fields.optionalStrings("plugins"),
        fields.string("sweepSha256"));
  }
}
