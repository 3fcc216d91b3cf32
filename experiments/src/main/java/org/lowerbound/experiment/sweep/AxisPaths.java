package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.ConfigPaths;

/** The paths that an axis has as its keys. */
final class AxisPaths {
  private AxisPaths() {}

  /**
   * Returns what stands at each path.
   *
   * @param where the place of the object with the paths
   * @throws ConfigException if a key is no path, or two are the same path
   */
  static ImmutableMap<OverridePath, JsonNode> read(Map<String, JsonNode> keys, String where) {
    ImmutableMap.Builder<OverridePath, JsonNode> contents = ImmutableMap.builder();
    Map<String, String> texts = new HashMap<>();
    keys.forEach(
        (key, content) -> {
          String place = ConfigPaths.key(where, key);
          OverridePath path = read(key, place);
          String other = texts.putIfAbsent(path.normalized(), path.text());
          if (other != null) {
            throw ConfigException.at(place, "is the same path as '%s'".formatted(other));
          }
          contents.put(path, content);
        });
    return contents.buildOrThrow();
  }

  /**
   * Returns the path that a key spells.
   *
   * @throws ConfigException if it is none
   */
  static OverridePath read(String key, String where) {
    try {
      return Overrides.path(key);
    } catch (ConfigException e) {
      throw e.within(where);
    }
  }
}
