package org.lowerbound.experiment.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.reflect.TypeToken;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parts of specs that have been read, by the nodes that they were read from. The trials of a
 * sweep differ in few of their parts, and what is read is a function of the node and immutable.
 */
final class ReadParts {
  private static final int MOST = 10_000;

  private final Map<Key, Object> known = new ConcurrentHashMap<>();

  private record Key(JsonNode node, TypeToken<?> type) {}

  Optional<Object> find(JsonNode node, TypeToken<?> type) {
    return Optional.ofNullable(known.get(new Key(node, type)));
  }

  void add(JsonNode node, TypeToken<?> type, Object value) {
    if (known.size() >= MOST) { // As in a sweep that draws each of its parts.
      known.clear();
    }
    known.put(new Key(node, type), value);
  }
}
