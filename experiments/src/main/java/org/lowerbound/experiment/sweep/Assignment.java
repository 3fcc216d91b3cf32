package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.Shown;

/**
 * A value that is set at a path of a trial.
 *
 * @param path where, relative to the trial
 * @param value what; an object is merged into what is there
 */
record Assignment(OverridePath path, JsonNode value) {
  static Assignment of(String path, JsonNode value) {
    return new Assignment(OverridePath.parse(path), value);
  }

  /**
   * Returns the paths of all that is set, in their one spelling: those of the values inside an
   * object, except its type, which another assignment may repeat without harm.
   */
  ImmutableSet<String> leaves() {
    ImmutableSet.Builder<String> leaves = ImmutableSet.builder();
    collect(path.normalized(), value, leaves);
    return leaves.build();
  }

  @Override
  public String toString() {
    return path.text() + "=" + display(value);
  }

  /** Returns, for people, text without its quotes and any other value as JSON. */
  static String display(JsonNode value) {
    return Shown.text(value.isTextual() ? value.textValue() : Json.printLine(value));
  }

  private static void collect(String path, JsonNode value, ImmutableSet.Builder<String> leaves) {
    if (!value.isObject()) {
      leaves.add(path);
      return;
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!entry.getKey().equals(TreeMerge.TYPE)) {
        String key = OverridePath.parse(entry.getKey()).normalized();
        collect(path + "." + key, entry.getValue(), leaves);
      }
    }
  }
}
