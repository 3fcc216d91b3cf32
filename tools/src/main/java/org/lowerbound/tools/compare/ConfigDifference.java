package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.Shown;
import org.lowerbound.experiment.watch.FlatConfig;

/**
 * A key that two configs, or several pairs of them, do not share.
 *
 * @param path where it is: {@code objective.beta}
 * @param values the values of the first and the second, of each pair that differs
 */
public record ConfigDifference(String path, ImmutableSet<Values> values) {
  /** What stands for a key that is not there. */
  static final String ABSENT = "absent";

  /**
   * What a pair has.
   *
   * @param a the value in the first, if it has the key
   * @param b the value in the second, if it has the key
   */
  public record Values(Optional<JsonNode> a, Optional<JsonNode> b) {
    private boolean differ() {
      return !a.map(Json::canonical).equals(b.map(Json::canonical));
    }
  }

  /**
   * Two configs of trials that are compared.
   *
   * @param a that of the first
   * @param b that of the second
   */
  public record Pair(JsonNode a, JsonNode b) {}

  /** Returns the keys in which any of some pairs differ, by path. */
  public static ImmutableList<ConfigDifference> of(Iterable<Pair> pairs) {
    Map<String, ImmutableSet.Builder<Values>> found = new TreeMap<>();
    for (Pair pair : pairs) {
      ImmutableMap<String, JsonNode> a = FlatConfig.of(pair.a());
      ImmutableMap<String, JsonNode> b = FlatConfig.of(pair.b());
      for (String path : Sets.union(a.keySet(), b.keySet())) {
        Values values =
            new Values(Optional.ofNullable(a.get(path)), Optional.ofNullable(b.get(path)));
        if (values.differ()) {
          found.computeIfAbsent(path, key -> ImmutableSet.builder()).add(values);
        }
      }
    }
    return found.entrySet().stream()
        .map(entry -> new ConfigDifference(entry.getKey(), entry.getValue().build()))
        .collect(toImmutableList());
  }

  /** Returns a value for people. */
  public static String text(Optional<JsonNode> value) {
    return value.map(Shown::value).orElse(ABSENT);
  }
}
