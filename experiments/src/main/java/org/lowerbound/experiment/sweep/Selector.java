package org.lowerbound.experiment.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.NearestNames;

/**
 * Chooses trials of a sweep by conditions that must all hold, separated by commas: {@code
 * path=value} for what an axis sets ({@code case=...} for a case's label), {@code #3} for a trial's
 * index, or the beginning of a trial's id. A comma inside quotes, brackets or braces does not
 * separate.
 */
public final class Selector {
  private final String text;
  private final ImmutableList<String> conditions;

  private Selector(String text, ImmutableList<String> conditions) {
    this.text = text;
    this.conditions = conditions;
  }

  /**
   * Returns the selector that a text spells.
   *
   * @throws ConfigException if a condition has none of the three forms
   */
  public static Selector parse(String text) {
    ImmutableList<String> conditions = split(text);
    for (String condition : conditions) {
      if (condition.indexOf('=') <= 0 && !condition.matches("#\\d{1,9}|[0-9a-f]{4,12}")) {
        throw new ConfigException(
            "--only %s: '%s' is not a condition; expected path=value, #index or the beginning of a trial's id (4 digits or more)"
                .formatted(text, condition));
      }
    }
    return new Selector(text, conditions);
  }

  /**
   * Returns the trials that meet all conditions, in order.
   *
   * @throws ConfigException if a condition names what no axis sets, or if no trial meets all; the
   *     message lists what the axes have
   */
  public ImmutableList<ResolvedTrial> select(List<ResolvedTrial> trials) {
    SetMultimap<String, String> values = values(trials);
    for (String condition : conditions) {
      int equals = condition.indexOf('=');
      if (equals > 0 && !values.containsKey(normalized(condition.substring(0, equals)))) {
        throw unknownPath(condition.substring(0, equals).strip(), values);
      }
    }
    ImmutableList<ResolvedTrial> selected =
        trials.stream()
            .filter(trial -> conditions.stream().allMatch(condition -> meets(trial, condition)))
            .collect(toImmutableList());
    if (selected.isEmpty()) {
      throw new ConfigException(
          "--only %s: no trial matches; %s".formatted(text, known(trials, values)));
    }
    return selected;
  }

  private ConfigException unknownPath(String path, SetMultimap<String, String> values) {
    return new ConfigException(
        "--only %s: no axis sets '%s'".formatted(text, path)
            + NearestNames.didYouMean(path, values.keySet(), axes(values)));
  }

  private static boolean meets(ResolvedTrial resolved, String condition) {
    int equals = condition.indexOf('=');
    if (equals > 0) {
      String path = normalized(condition.substring(0, equals));
      String wanted = condition.substring(equals + 1).strip();
      return resolved.trial().overrides().entrySet().stream()
          .anyMatch(
              entry -> normalized(entry.getKey()).equals(path) && same(entry.getValue(), wanted));
    } else if (condition.startsWith("#")) {
      return resolved.trial().index() == Integer.parseInt(condition.substring(1));
    }
    return resolved.id().startsWith(condition);
  }

  private static boolean same(JsonNode value, String wanted) {
    // A label such as 5 or true is text, though it looks like JSON.
    return (value.isTextual() && value.textValue().equals(wanted))
        || Json.canonical(value).equals(Json.canonical(Overrides.value(wanted)));
  }

  private static String normalized(String path) {
    return OverridePath.parse(path.strip()).normalized();
  }

  private static SetMultimap<String, String> values(List<ResolvedTrial> trials) {
    SetMultimap<String, String> values = LinkedHashMultimap.create();
    for (ResolvedTrial resolved : trials) {
      resolved
          .trial()
          .overrides()
          .forEach((path, value) -> values.put(normalized(path), Assignment.display(value)));
    }
    return values;
  }

  private static String known(List<ResolvedTrial> trials, SetMultimap<String, String> values) {
    return "trials are #0 to #%d; %s".formatted(trials.size() - 1, axes(values));
  }

  private static String axes(SetMultimap<String, String> values) {
    return values.isEmpty()
        ? "the sweep has no axes"
        : values.asMap().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + String.join(", ", entry.getValue()))
            .collect(Collectors.joining("; ", "the axes have ", ""));
  }

  private static ImmutableList<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && (i == 0 || text.charAt(i - 1) != '\\')) {
        quoted = !quoted;
      } else if (!quoted && (c == '[' || c == '{')) {
        depth++;
      } else if (!quoted && (c == ']' || c == '}')) {
        depth--;
      } else if (!quoted && depth == 0 && c == ',') {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(text.substring(start).strip());
    return ImmutableList.copyOf(parts);
  }
}
