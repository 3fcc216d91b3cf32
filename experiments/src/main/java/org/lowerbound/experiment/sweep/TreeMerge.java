package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.ConfigPaths;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.Shown;

/**
 * How an override changes a tree. Objects are merged key by key; an object that names another type
 * than the one it meets replaces it whole, so that no key of the old type is left over. A bare text
 * is the type of an object with nothing else in it; a null takes its key away, so that the default
 * holds. Anything else is replaced. Never changes its arguments.
 */
final class TreeMerge {
  static final String TYPE = "type";

  private static final int DEEPEST = 100;

  private TreeMerge() {}

  /**
   * Returns a base with an override merged into it.
   *
   * @param where the path of the base, for messages
   * @throws ConfigException if the override reaches into something that has no keys
   */
  static JsonNode merge(JsonNode base, JsonNode override, String where) {
    requireShallow(override, where);
    return merged(base, override, where);
  }

  private static JsonNode merged(JsonNode base, JsonNode override, String where) {
    if (!override.isObject()) {
      return namesTypeOf(base, override) ? base.deepCopy() : override.deepCopy();
    }
    JsonNode type = override.path(TYPE);
    if (base.isNumber() && type.isMissingNode() && !override.isEmpty()) {
      throw noKeys(where, base, override.fieldNames().next());
    }
    JsonNode merged = start(base, type);
    for (Map.Entry<String, JsonNode> entry : override.properties()) {
      List<String> steps = OverridePath.parse(entry.getKey()).steps();
      merged = set(merged, steps, entry.getValue(), where);
    }
    return merged;
  }

  /** Returns a tree with the value at a path merged in; missing objects on the way are made. */
  static JsonNode assign(JsonNode root, Assignment assignment, String where) {
    requireShallow(assignment.value(), where);
    return set(root.deepCopy(), assignment.path().steps(), assignment.value(), where);
  }

  /** Whether a tree still has, at its path, all that an assignment set. */
  static boolean holds(JsonNode root, Assignment assignment) {
    return holds(root, assignment.path().steps(), assignment.value());
  }

  /** Whether a tree has all that an override merged into it said. */
  static boolean holds(JsonNode root, JsonNode override) {
    return holds(root, List.of(), override);
  }

  /** A key with dots is several levels, so that the parser's own limit is not enough. */
  private static void requireShallow(JsonNode override, String where) {
    if (depth(override) > DEEPEST) {
      throw ConfigException.at(
          where, "objects and lists are nested too deeply; at most %d levels".formatted(DEEPEST));
    }
  }

  private static int depth(JsonNode node) {
    int deepest = 0;
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        int steps = OverridePath.parse(entry.getKey()).steps().size();
        deepest = Math.max(deepest, steps + depth(entry.getValue()));
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      deepest = Math.max(deepest, 1 + depth(node.get(i)));
    }
    return deepest;
  }

  private static ObjectNode start(JsonNode base, JsonNode newType) {
    ObjectNode expanded = expand(base);
    JsonNode oldType = expanded.path(TYPE);
    boolean replaced =
        !newType.isMissingNode() && !oldType.isMissingNode() && !oldType.equals(newType);
    return replaced ? Json.object() : expanded;
  }

  private static ObjectNode expand(JsonNode base) {
    if (base.isTextual()) {
      return Json.object().put(TYPE, base.textValue());
    }
    return base.isObject() ? base.deepCopy() : Json.object();
  }

  private static boolean namesTypeOf(JsonNode base, JsonNode override) {
    return override.isTextual() && base.isObject() && base.path(TYPE).equals(override);
  }

  private static JsonNode set(JsonNode node, List<String> steps, JsonNode value, String where) {
    if (steps.isEmpty()) {
      return merged(node, value, where);
    }
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    if (node instanceof ArrayNode list) {
      int index = index(list, step, where);
      list.set(index, set(list.get(index), rest, value, ConfigPaths.element(where, index)));
      return list;
    }
    // Naming a type by its path alone is the same as naming it in the object.
    boolean renames = step.equals(TYPE) && rest.isEmpty();
    if (!renames && !hasKeys(node)) {
      throw noKeys(where, node, step);
    }
    ObjectNode object = start(node, renames ? value : MissingNode.getInstance());
    if (rest.isEmpty() && value.isNull()) {
      return object.without(step);
    }
    JsonNode child = object.path(step);
    return object.set(step, set(child, rest, value, ConfigPaths.key(where, step)));
  }

  private static boolean hasKeys(JsonNode node) {
    return node.isObject() || node.isTextual() || node.isMissingNode();
  }

  private static int index(ArrayNode list, String step, String where) {
    if (!OverridePath.isIndex(step) || Integer.parseInt(step) >= list.size()) {
      throw ConfigException.at(
          where,
          list.isEmpty()
              ? "is an empty list and has no element '%s'".formatted(Shown.text(step))
              : "is a list and has no element '%s'; its elements are [0] to [%d]"
                  .formatted(Shown.text(step), list.size() - 1));
    }
    return Integer.parseInt(step);
  }

  private static ConfigException noKeys(String where, JsonNode node, String key) {
    return ConfigException.at(
        where,
        "is %s and has no key '%s'; set it to an object with a 'type' to use keys"
            .formatted(
                (node.isNumber() ? "the number " : "") + Shown.value(node), Shown.text(key)));
  }

  private static boolean holds(JsonNode node, List<String> steps, JsonNode value) {
    if (!steps.isEmpty()) {
      String step = steps.get(0);
      JsonNode child =
          node.isArray()
              ? node.path(OverridePath.isIndex(step) ? Integer.parseInt(step) : -1)
              : expand(node).path(step);
      return holds(child, steps.subList(1, steps.size()), value);
    } else if (value.isObject() && (node.isObject() || node.isTextual())) {
      return value.properties().stream()
          .allMatch(
              entry -> holds(node, OverridePath.parse(entry.getKey()).steps(), entry.getValue()));
    }
    return namesTypeOf(node, value)
        || (node.isMissingNode() && value.isNull())
        || (!node.isMissingNode() && Json.canonical(node).equals(Json.canonical(value)));
  }
}
