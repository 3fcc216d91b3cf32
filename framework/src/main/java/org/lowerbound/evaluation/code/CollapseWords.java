package org.lowerbound.evaluation.code;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.Multimaps;
import com.google.common.collect.SetMultimap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lowerbound.evaluation.KlHistory;

/** Says in sentences which latent units are collapsed, by which definitions, and since when. */
final class CollapseWords {
  private static final ImmutableSet<CollapseDefinition> ALL =
      ImmutableSet.copyOf(CollapseDefinition.values());

  private final ImmutableList<UnitUse> units;
  private final KlHistory history;
  private final double nats;

  /**
   * Prepares the sentences.
   *
   * @param units in their order
   * @param history how their KL went over the training, if that is known
   * @param nats the mean KL below which a unit is collapsed
   */
  CollapseWords(ImmutableList<UnitUse> units, KlHistory history, double nats) {
    this.units = units;
    this.history = history;
    this.nats = nats;
  }

  /** Returns the sentences; units are counted from 1. */
  ImmutableList<String> sentences() {
    SetMultimap<ImmutableSet<CollapseDefinition>, Integer> groups = LinkedHashMultimap.create();
    for (int u = 0; u < units.size(); u++) {
      groups.put(units.get(u).collapsedBy(), u);
    }
    ImmutableList.Builder<String> sentences = ImmutableList.builder();
    sentences.add(byAll(groups.get(ALL), groups.get(ImmutableSet.of()).size() == units.size()));
    groups
        .asMap()
        .forEach(
            (definitions, group) -> {
              if (!definitions.isEmpty() && !definitions.equals(ALL)) {
                sentences.add(disagreement(definitions, group));
              }
            });
    sentences.addAll(since());
    return sentences.build();
  }

  private String byAll(Collection<Integer> group, boolean none) {
    if (none) {
      return "No latent unit of %d is collapsed, by any definition.".formatted(units.size());
    }
    if (group.isEmpty()) {
      return "No latent unit of %d is collapsed by every definition.".formatted(units.size());
    }
    return group.size() == units.size()
        ? "All %d latent units are collapsed, by every definition: the code tells nothing of x."
            .formatted(units.size())
        : "%s of %d %s collapsed, by every definition."
            .formatted(named(group, true), units.size(), be(group));
  }

  private static String disagreement(
      ImmutableSet<CollapseDefinition> definitions, Collection<Integer> group) {
    return "%s %s collapsed by %s, but not by %s."
        .formatted(
            named(group, true),
            be(group),
            list(definitions.stream().map(CollapseDefinition::words), "and"),
            list(
                Arrays.stream(CollapseDefinition.values())
                    .filter(definition -> !definitions.contains(definition))
                    .map(CollapseDefinition::words),
                "or"));
  }

  /** Returns since when the units are collapsed that are so by their mean KL. */
  private ImmutableList<String> since() {
    ImmutableList<Integer> collapsed =
        IntStream.range(0, units.size())
            .filter(u -> units.get(u).collapsedBy().contains(CollapseDefinition.KL))
            .boxed()
            .collect(ImmutableList.toImmutableList());
    if (collapsed.isEmpty()) {
      return ImmutableList.of();
    }
    if (history.units() != units.size()) {
      return ImmutableList.of(
          "Since when is not known: the training did not look at the KL of its units.");
    }
    SetMultimap<Long, Integer> byEpoch =
        Multimaps.newSetMultimap(new TreeMap<>(), LinkedHashSet::new);
    for (int u : collapsed) {
      OptionalLong since = history.belowSince(u, nats);
      if (since.isPresent()) {
        byEpoch.put(since.getAsLong(), u);
      }
    }
    if (byEpoch.isEmpty()) {
      return ImmutableList.of();
    }
    return ImmutableList.of(
        "The mean KL on the validation split has stayed below %s nats since epoch %s."
            .formatted(
                nats,
                list(
                    byEpoch.asMap().entrySet().stream()
                        .map(e -> "%d for %s".formatted(e.getKey(), named(e.getValue(), false))),
                    "and")));
  }

  private static String be(Collection<Integer> group) {
    return group.size() == 1 ? "is" : "are";
  }

  /** Returns, say, {@code Units 2, 5-8 and 10}, for numbers in rising order, from 0. */
  static String named(Collection<Integer> group, boolean atStart) {
    List<String> runs = new ArrayList<>();
    List<Integer> numbers = List.copyOf(group);
    for (int first = 0; first < numbers.size(); ) {
      int last = first;
      while (last + 1 < numbers.size() && numbers.get(last + 1) == numbers.get(last) + 1) {
        last++;
      }
      int from = numbers.get(first) + 1;
      int to = numbers.get(last) + 1;
      if (to - from < 2) { // Two in a row are named.
        for (int n = from; n <= to; n++) {
          runs.add(String.valueOf(n));
        }
      } else {
        runs.add(from + "-" + to);
      }
      first = last + 1;
    }
    String word = group.size() == 1 ? "unit " : "units ";
    return (atStart ? word.replace('u', 'U') : word) + list(runs.stream(), "and");
  }

  private static String list(Stream<String> words, String conjunction) {
    List<String> all = words.toList();
    int last = all.size() - 1;
    return last == 0
        ? all.get(0)
        : all.stream().limit(last).collect(joining(", ")) + " " + conjunction + " " + all.get(last);
  }
}
