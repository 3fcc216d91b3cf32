package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.experiment.config.Json;

/** The trial that another has started from as JSON. */
final class AncestorJson {
  private AncestorJson() {}

  static ObjectNode encode(Ancestor ancestor) {
    ObjectNode json =
        Json.object()
            .put("trial", ancestor.trial())
            .put("course", ancestor.course())
            .put("steps", ancestor.steps());
    ancestor.patience().ifPresent(looks -> json.put("patience", looks));
    return json.put("datasetFingerprint", ancestor.fingerprint()).put("folder", ancestor.folder());
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
