package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.experiment.config.Json;

/** The trial that another has started from as JSON. */
public final class AncestorJson {
  private AncestorJson() {}

  /** Returns the trial as JSON. */
  public static ObjectNode encode(Ancestor ancestor) {
    ObjectNode json =
        Json.object()
            .put("trial", ancestor.trial())
            .put("course", ancestor.course())
            .put("steps", ancestor.steps());
    ancestor.patience().ifPresent(looks -> json.put("patience", looks));
    return json.put("datasetFingerprint", ancestor.fingerprint()).put("folder", ancestor.folder());
  }

  /**
   * Returns the trial that JSON says.
   *
   * @param where what the JSON is in, for errors
   * @throws ResultException if a field is missing or wrong
   */
  public static Ancestor decode(JsonNode json, String where) {
    return decode(JsonFields.of(json, where));
  }

  static Ancestor decode(JsonFields fields) {
    return new Ancestor(
        fields.string("trial"),
        fields.string("course"),
        fields.integer("steps"),
        fields.optionalInteger("patience").map(Math::toIntExact),
        fields.string("datasetFingerprint"),
        fields.string("folder"));
  }
}
