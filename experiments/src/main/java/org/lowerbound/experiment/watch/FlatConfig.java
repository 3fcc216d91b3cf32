package org.lowerbound.experiment.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.Map;
import org.lowerbound.experiment.config.ConfigPaths;

/** A config as a list of values: {@code model.encoder.hidden} is {@code [200,200]}. */
public final class FlatConfig {
  private FlatConfig() {}

  /** Returns the scalars, and the lists of scalars, by their path. */
  public static ImmutableMap<String, JsonNode> of(JsonNode config) {
    ImmutableMap.Builder<String, JsonNode> values = ImmutableMap.builder();
    collect("", config, values);
    return values.buildOrThrow();
  }

  private static void collect(
      String path, JsonNode node, ImmutableMap.Builder<String, JsonNode> values) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        collect(ConfigPaths.key(path, entry.getKey()), entry.getValue(), values);
      }
    } else if (node.isArray() && hasParts(node)) {
      for (int i = 0; i < node.size(); i++) {
        collect(ConfigPaths.element(path, i), node.get(i), values);
      }
    } else if (!node.isNull()) {
      values.put(path, node);
    }
  }

  private static boolean hasParts(JsonNode list) {
    for (JsonNode element : list) {
      if (element.isContainerNode()) {
        return true;
      }
    }
    return false;
  }
}
