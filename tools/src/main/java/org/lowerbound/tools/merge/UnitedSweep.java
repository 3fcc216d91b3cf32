package org.lowerbound.tools.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import org.lowerbound.experiment.config.Json;

/**
 * The one sweep that several are parts of: the same sweep, or sweeps that differ in the values of
 * one axis alone, as in their seeds.
 */
final class UnitedSweep {
  private static final ImmutableSet<String> WORDS = ImmutableSet.of("name", "description");

  private UnitedSweep() {}

  /** Returns the sweep, with the name and the description of the first; none if there is none. */
  static Optional<JsonNode> of(List<JsonNode> sweeps) {
    Optional<JsonNode> united = Optional.of(sweeps.get(0));
    for (JsonNode sweep : sweeps.subList(1, sweeps.size())) {
      united = united.flatMap(so -> united(so, sweep));
    }
    return united;
  }

  private static Optional<JsonNode> united(JsonNode a, JsonNode b) {
    ObjectNode rest = a.deepCopy();
    ObjectNode other = b.deepCopy();
    JsonNode axes = rest.remove("axes");
    JsonNode otherAxes = other.remove("axes");
    WORDS.forEach(
        key -> {
          rest.remove(key);
          other.remove(key);
        });
    if (!same(rest, other)) {
      return Optional.empty();
    }
    if (axes == null || otherAxes == null) {
      return axes == null && otherAxes == null ? Optional.of(a) : Optional.empty();
    }
    return axes(axes, otherAxes)
        .map(
            unitedAxes -> {
              ObjectNode sweep = a.deepCopy();
              sweep.set("axes", unitedAxes);
              return sweep;
            });
  }

  private static boolean same(JsonNode a, JsonNode b) {
    return Json.canonical(a).equals(Json.canonical(b));
  }

  private static Optional<JsonNode> axes(JsonNode a, JsonNode b) {
    if (a.size() != b.size()) {
      return Optional.empty();
    }
    ArrayNode united = a.deepCopy();
    int differing = 0;
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        differing++;
        Optional<JsonNode> axis = axis(a.get(i), b.get(i));
        if (differing > 1 || axis.isEmpty()) {
          return Optional.empty();
        }
        united.set(i, axis.get());
      }
    }
    return Optional.of(united);
  }

  /** A grid is a product, so that only one of its lists may differ. */
  private static Optional<JsonNode> axis(JsonNode a, JsonNode b) {
    if (isOf("grid", a, b)) {
      return lists(a.get("grid"), b.get("grid")).map(grid -> Json.object().set("grid", grid));
    }
    if (isOf("cases", a, b)) {
      return cases(a.get("cases"), b.get("cases")).map(cases -> Json.object().set("cases", cases));
    }
    return Optional.empty();
  }

  private static boolean isOf(String kind, JsonNode a, JsonNode b) {
    return a.size() == 1 && b.size() == 1 && a.path(kind).isObject() && b.path(kind).isObject();
  }

  private static Optional<JsonNode> lists(JsonNode a, JsonNode b) {
    ImmutableList<String> names = ImmutableList.copyOf(a.fieldNames());
    if (!names.equals(ImmutableList.copyOf(b.fieldNames()))) {
      return Optional.empty();
    }
    ObjectNode united = a.deepCopy();
    int differing = 0;
    for (String name : names) {
      if (!same(a.get(name), b.get(name))) {
        if (++differing > 1 || !a.get(name).isArray() || !b.get(name).isArray()) {
          return Optional.empty();
        }
        ArrayNode values = united.withArray(name);
        for (JsonNode value : b.get(name)) {
          boolean known = false;
          for (JsonNode other : values) {
            known |= same(value, other);
          }
          if (!known) {
            values.add(value.deepCopy());
          }
        }
      }
    }
    return Optional.of(united);
  }

  private static Optional<JsonNode> cases(JsonNode a, JsonNode b) {
    ObjectNode united = a.deepCopy();
    for (String name : ImmutableList.copyOf(b.fieldNames())) {
      if (united.has(name) && !same(united.get(name), b.get(name))) {
        return Optional.empty();
      }
      united.set(name, b.get(name).deepCopy());
    }
    return Optional.of(united);
  }
}
