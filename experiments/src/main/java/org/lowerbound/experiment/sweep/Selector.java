package org.lowerbound.experiment.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Maps;
import com.google.common.collect.SetMultimap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lowerbound.experiment.config.ConfigException;
import org.lowerbound.experiment.config.Json;
import org.lowerbound.experiment.config.NearestNames;
import org.lowerbound.experiment.config.Shown;

/**
 * Chooses trials of a sweep by conditions that must all hold, separated by commas: {@code
 * path=value} for what an axis sets ({@code case=...} for a case's label), {@code #3} for a trial's
 * index, or the beginning of a trial's id.
 *
 * <p>A comma inside quotes, brackets or braces does not separate, nor does one inside a value that
 * an axis has: {@code case=VAE, k=1,seed=2} is two conditions if there is a case "VAE, k=1", for
 * the longest value that there is counts.
 */
public final class Selector {
  private static final int MOST_LISTED = 20;

  private static final String CASE = "case";

  private final String where;
  private final ImmutableList<String> parts;

  /**
   * What is chosen among.
   *
   * @param index the trial's place in the sweep
   * @param id its id
   * @param overrides what the axes set for it, by path
   */
  public record Candidate(int index, String id, ImmutableMap<String, JsonNode> overrides) {}

  private Selector(String where, ImmutableList<String> parts) {
    this.where = where;
    this.parts = parts;
  }

  /**
   * Returns the selector that a text spells.
   *
   * @throws ConfigException if its first condition has none of the three forms; what follows a
   *     comma may be the rest of a value, which the trials tell
   */
  public static Selector parse(String text) {
    return parse("--only", text);
  }

  /**
   * Returns the selector that a text spells.
   *
   * @param option what has the text, for messages
   * @throws ConfigException as above
   */
  public static Selector parse(String option, String text) {
    Selector selector = new Selector(option + " " + Shown.text(text), split(text));
    selector.requireCondition(selector.parts.get(0).strip());
    return selector;
  }

  /**
   * Returns the selector of the trials of a case, with further conditions or without.
   *
   * @param option what has the label, for messages
   * @param conditions conditions as {@link #parse} takes them
   * @throws ConfigException as {@link #parse} does
   */
  public static Selector ofCase(String option, String label, Optional<String> conditions) {
    ImmutableList.Builder<String> parts = ImmutableList.builder();
    parts.add(CASE + "=" + label);
    conditions.ifPresent(text -> parts.addAll(parse(option, text).parts));
    return new Selector(
        "%s case=%s%s"
            .formatted(
                option,
                Shown.text(label),
                conditions.map(text -> "," + Shown.text(text)).orElse("")),
        parts.build());
  }

  /** Returns what chooses, for messages: an option and its text. */
  public String where() {
    return where;
  }

  /**
   * Returns the trials that meet all conditions, in order.
   *
   * @throws ConfigException if a condition has none of the three forms or names what no axis sets,
   *     or if no trial meets all; the message lists what the axes have
   */
  public ImmutableList<ResolvedTrial> select(List<ResolvedTrial> trials) {
    return choose(candidates(trials)).stream().map(trials::get).collect(toImmutableList());
  }

  /**
   * Returns the places, from 0, of those that meet all conditions.
   *
   * @throws ConfigException as {@link #select} does
   */
  public ImmutableList<Integer> choose(List<Candidate> trials) {
    SetMultimap<String, String> values = values(trials, JsonNode::asText);
    ImmutableList<String> conditions = conditions(values);
    for (String condition : conditions) {
      requireCondition(condition);
      int equals = condition.indexOf('=');
      if (equals > 0 && !values.containsKey(normalized(condition.substring(0, equals)))) {
        throw unknownPath(condition.substring(0, equals).strip(), trials);
      }
    }
    ImmutableList<Integer> selected =
        IntStream.range(0, trials.size())
            .filter(i -> conditions.stream().allMatch(condition -> meets(trials.get(i), condition)))
            .boxed()
            .collect(toImmutableList());
    if (selected.isEmpty()) {
      throw new ConfigException("%s: no trial matches; %s".formatted(where, known(trials)));
    }
    return selected;
  }

  private static ImmutableList<Candidate> candidates(List<ResolvedTrial> trials) {
    return trials.stream()
        .map(trial -> new Candidate(trial.trial().index(), trial.id(), trial.trial().overrides()))
        .collect(toImmutableList());
  }

  /**
   * Returns the trials that {@link #select} would, but for those that another one could not mean:
   * on the axes that no condition names, they are where that one is.
   *
   * @param own the other one
   * @param axes the names that each axis gives its trials
   * @throws ConfigException as {@link #select} does
   */
  public ImmutableList<ResolvedTrial> selectFor(
      ResolvedTrial own, List<ResolvedTrial> trials, List<ImmutableSet<String>> axes) {
    ImmutableList<String> conditions = conditions(values(candidates(trials), JsonNode::asText));
    ImmutableList<ResolvedTrial> selected = select(trials);
    if (conditions.stream().anyMatch(condition -> condition.indexOf('=') <= 0)) {
      return selected; // An index or an id is of one trial.
    }
    ImmutableSet<String> named =
        conditions.stream()
            .map(condition -> normalized(condition.substring(0, condition.indexOf('='))))
            .collect(ImmutableSet.toImmutableSet());
    ImmutableSet<String> others =
        axes.stream()
            .filter(names -> names.stream().noneMatch(name -> named.contains(normalized(name))))
            .flatMap(Set::stream)
            .collect(ImmutableSet.toImmutableSet());
    Map<String, JsonNode> there = Maps.filterKeys(own.trial().overrides(), others::contains);
    return selected.stream()
        .filter(trial -> Maps.filterKeys(trial.trial().overrides(), others::contains).equals(there))
        .collect(toImmutableList());
  }

  /** Returns the conditions, a part for each but where a value that there is has commas. */
  private ImmutableList<String> conditions(SetMultimap<String, String> values) {
    ImmutableList.Builder<String> conditions = ImmutableList.builder();
    int start = 0;
    while (start < parts.size()) {
      int end = parts.size();
      while (end > start + 1 && !isValue(String.join(",", parts.subList(start, end)), values)) {
        end--;
      }
      conditions.add(String.join(",", parts.subList(start, end)).strip());
      start = end;
    }
    return conditions.build();
  }

  private static boolean isValue(String condition, SetMultimap<String, String> values) {
    int equals = condition.indexOf('=');
    return equals > 0
        && OverridePath.isSpelling(condition.substring(0, equals).strip())
        && values.containsEntry(
            normalized(condition.substring(0, equals)), condition.substring(equals + 1).strip());
  }

  private void requireCondition(String condition) {
    if (condition.indexOf('=') <= 0 && !condition.matches("#\\d{1,9}|[0-9a-f]{4,12}")) {
      throw new ConfigException(
          "%s: '%s' is not a condition; expected path=value, #index or the beginning of a trial's id (4 digits or more)"
              .formatted(where, Shown.text(condition)));
    }
  }

  private ConfigException unknownPath(String path, List<Candidate> trials) {
    SetMultimap<String, String> values = values(trials, Selector::display);
    return new ConfigException(
        "%s: no axis sets '%s'".formatted(where, Shown.text(path))
            + NearestNames.didYouMean(path, values.keySet(), axes(values)));
  }

  private static boolean meets(Candidate candidate, String condition) {
    int equals = condition.indexOf('=');
    if (equals > 0) {
      String path = normalized(condition.substring(0, equals));
      String wanted = condition.substring(equals + 1).strip();
      return candidate.overrides().entrySet().stream()
          .anyMatch(
              entry -> normalized(entry.getKey()).equals(path) && same(entry.getValue(), wanted));
    } else if (condition.startsWith("#")) {
      return candidate.index() == Integer.parseInt(condition.substring(1));
    }
    return candidate.id().startsWith(condition);
  }

  private static boolean same(JsonNode value, String wanted) {
    // A label such as 5 or true is text, though it looks like JSON.
    return (value.isTextual() && value.textValue().equals(wanted))
        || Json.canonical(value).equals(Json.canonical(Overrides.valueOrText(wanted)));
  }

  private static String normalized(String path) {
    return OverridePath.parse(path.strip()).normalized();
  }

  private static SetMultimap<String, String> values(
      List<Candidate> trials, Function<JsonNode, String> spelling) {
    SetMultimap<String, String> values = LinkedHashMultimap.create();
    for (Candidate candidate : trials) {
      candidate
          .overrides()
          .forEach((path, value) -> values.put(normalized(path), spelling.apply(value)));
    }
    return values;
  }

  /** Returns a value as a condition would have it: in quotes if it is a text with a comma. */
  private static String display(JsonNode value) {
    return value.isTextual() && value.textValue().indexOf(',') >= 0
        ? Shown.value(value)
        : Assignment.display(value);
  }

  private static String known(List<Candidate> trials) {
    return "trials are #0 to #%d; %s"
        .formatted(trials.size() - 1, axes(values(trials, Selector::display)));
  }

  private static String axes(SetMultimap<String, String> values) {
    return values.isEmpty()
        ? "the sweep has no axes"
        : values.asMap().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + listed(entry.getValue()))
            .collect(Collectors.joining("; ", "the axes have ", ""));
  }

  private static String listed(Collection<String> values) {
    return values.stream().limit(MOST_LISTED).collect(Collectors.joining(", "))
        + (values.size() > MOST_LISTED
            ? " and %d more".formatted(values.size() - MOST_LISTED)
            : "");
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
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return ImmutableList.copyOf(parts);
  }
}
