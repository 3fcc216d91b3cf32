package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A machine, as fields of a JSON object. */
final class HostJson {
  private HostJson() {}

  static ObjectNode encode(Host host, ObjectNode json) {
    json.put("java", host.java()).put("platform", host.platform()).put("cpu", host.cpu());
    host.cores().ifPresent(cores -> json.put("cores", cores));
    host.memoryBytes().ifPresent(bytes -> json.put("memoryBytes", bytes));
    return json;
  }

  static Host decode(JsonFields fields) {
    return new Host(
        fields.string("java"),
        fields.string("platform"),
        fields.string("cpu"),
        fields.optionalLong("cores"),
        fields.optionalLong("memoryBytes"));
  }
}
