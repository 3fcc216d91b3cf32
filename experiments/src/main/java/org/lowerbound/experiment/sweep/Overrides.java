package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.Numerals;
import org.lowerbound.experiment.config.Shown;

/**
 * Values that a command line sets in the base trial of a sweep, before its axes are gone through:
 * {@code --set training.epochs=2}. Immutable.
 */
public final class Overrides {
  /** The option's name, for messages. */
  private static final String OPTION = "--set ";

  private static final int DIGEST_LENGTH = 8;

  private final ImmutableList<Assignment> assignments;

  private Overrides(List<Assignment> assignments) {
    this.assignments = ImmutableList.copyOf(assignments);
  }

  /** Returns no overrides. */
  public static Overrides none() {
    return new Overrides(ImmutableList.of());
  }

  /**
   * Returns the override that {@code path=value} spells. The value is JSON or else text, so that
   * {@code dataset=mnist} needs no quotes; what begins like an object, a list or a quoted text must
   * be JSON.
   *
   * @throws ConfigException if it is not a path and a value
   */
  public static Overrides parse(String text) {
    return parse(ImmutableList.of(text));
  }

  /**
   * Returns the overrides that several {@code path=value} spell, in their order.
   *
   * @throws ConfigException if one is not a path and a value, or a path is set twice
   */
  public static Overrides parse(List<String> texts) {
    Map<String, Assignment> byPath = new LinkedHashMap<>();
    for (String text : texts) {
      Assignment assignment = parseOne(text);
      Assignment other = byPath.putIfAbsent(assignment.path().normalized(), assignment);
      if (other != null) {
        throw new ConfigException(
            "%s%s: the same path is set by %s%s, too"
                .formatted(OPTION, Shown.text(text), OPTION, other));
      }
    }
    return new Overrides(ImmutableList.copyOf(byPath.values()));
  }

  /** Returns what is set: path, as the user wrote it, to value. */
  public ImmutableMap<String, JsonNode> values() {
    return assignments.stream()
        .collect(ImmutableMap.toImmutableMap(a -> a.path().text(), a -> a.value().deepCopy()));
  }

  /** Returns a few digits that tell these overrides from others. */
  String digest() {
    ObjectNode values = Json.object();
    assignments.forEach(a -> values.set(a.path().normalized(), a.value()));
    return Json.sha256(values).substring(0, DIGEST_LENGTH);
  }

  /** Returns the options that spell the overrides. */
  @Override
  public String toString() {
    return assignments.stream()
        .map(assignment -> OPTION + assignment)
        .collect(Collectors.joining(" "));
  }

  ImmutableList<Assignment> assignments() {
    return assignments;
  }

  /** Returns the base with every override merged in. */
  JsonNode applyTo(JsonNode trial) {
    JsonNode changed = trial;
    for (Assignment assignment : assignments) {
      try {
        changed = TreeMerge.assign(changed, assignment, "trial");
      } catch (ConfigException e) {
        throw e.within(OPTION + assignment);
      }
    }
    return changed;
  }

  /** Returns the path that a text spells, refusing one that starts outside the trial. */
  static OverridePath path(String text) {
    OverridePath path = OverridePath.parse(text);
    if (path.steps().get(0).equals("trial")) {
      throw new ConfigException(
          "'%s': paths start inside the trial; leave out 'trial.'".formatted(Shown.text(text)));
    }
    return path;
  }

  private static JsonNode value(String text) {
    Optional<String> problem = Numerals.problem(text);
    if (problem.isPresent()) {
      throw new ConfigException(problem.get());
    }
    return valueOrText(text);
  }

  /** Returns the JSON that a text is, or else the text itself. */
  static JsonNode valueOrText(String text) {
    try {
      return Json.parse(text, "the value " + Shown.text(text));
    } catch (ConfigException e) {
      if (text.startsWith("{") || text.startsWith("[") || text.startsWith("\"")) {
        throw e;
      }
      return TextNode.valueOf(text);
    }
  }

  private static Assignment parseOne(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new ConfigException(
          OPTION + Shown.text(text) + ": expected path=value, such as training.epochs=2");
    }
    String path = text.substring(0, equals).strip();
    OverridePath where;
    try {
      where = path(path);
    } catch (ConfigException e) {
      throw e.within(OPTION.strip());
    }
    try {
      return new Assignment(where, value(text.substring(equals + 1).strip()));
    } catch (ConfigException e) {
      throw e.within(OPTION + path);
    }
  }
}
