package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.experiment.config.Json;

/** What tells a file of numbers that is as it was written from one that is damaged. */
final class Checksum {
  private static final String KEY = "checksum";

  private Checksum() {}

  /** Adds the SHA-256 of all that an object holds. */
  static ObjectNode addTo(ObjectNode json) {
    return json.put(KEY, Json.sha256(json));
  }

  /**
   * Checks it, if there is one: older versions wrote none.
   *
   * @throws ResultException if it is not that of the rest
   */
  static void check(JsonNode json, String file) {
    if (json.has(KEY)) {
      ObjectNode rest = json.deepCopy();
      rest.remove(KEY);
      if (!json.path(KEY).asText().equals(Json.sha256(rest))) {
        throw new ResultException(file + " has been changed since it was written, or is damaged");
      }
    }
  }
}
