package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.experiment.config.Json;

/** A command as JSON. */
public final class RunCommandJson {
  private RunCommandJson() {}

  /** Returns the command as JSON. */
  public static ObjectNode encode(RunCommand command) {
    ObjectNode json = Json.object().put("line", command.line());
    command.arguments().forEach(json.putArray("arguments")::add);
    if (!command.plugins().isEmpty()) {
      command.plugins().forEach(json.putArray("plugins")::add);
    }
    return json.put("sweepSha256", command.sweepSha256());
  }

  /**
   * Returns the command that JSON says.
   *
   * @param where what the JSON is in, for errors
   * @throws ResultException if a field is missing or wrong
   */
  public static RunCommand decode(JsonNode json, String where) {
    return decode(JsonFields.of(json, where));
  }

  static RunCommand decode(JsonFields fields) {
    return new RunCommand(
        fields.strings("arguments"),
        fields.optionalStrings("plugins"),
        fields.string("sweepSha256"));
  }
}
