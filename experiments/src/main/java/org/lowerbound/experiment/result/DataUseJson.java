package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.lowerbound.data.FreshDraw;
import org.lowerbound.data.ValueKind;

/** What was made of data, as fields of a JSON object that names them. */
final class DataUseJson {
  private DataUseJson() {}

  static void encode(DataUse use, ObjectNode json) {
    json.put("stored", JsonFields.name(use.stored()))
        .put("drawn", JsonFields.name(use.drawn()))
        .put("observed", JsonFields.name(use.observed()))
        .put("standardized", use.standardized())
        .set("config", use.config().deepCopy());
  }

  static DataUse decode(JsonFields fields) {
    return new DataUse(
        fields.choice("stored", ValueKind.class),
        fields.choice("drawn", FreshDraw.class),
        fields.choice("observed", ValueKind.class),
        fields.optionalTruth("standardized"),
        fields.node("config"));
  }
}
