package org.lowerbound.tools.compare;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lowerbound.experiment.statistics.Bootstrap;
import org.lowerbound.experiment.statistics.Interval.Method;
import org.lowerbound.tools.compare.Pairing.By;

/** What is to be said of a comparison, in sentences. */
final class ComparisonNotes {
  private ComparisonNotes() {}

  /** Returns a sentence or two on how many numbers have moved. */
  static String summary(Comparison comparison) {
    long moved = numbers(comparison).filter(number -> number.verdict().moved()).count();
    long equal = numbers(comparison).filter(number -> number.verdict() == Verdict.EQUAL).count();
    int count = comparison.count();
    return count == equal
        ? "All %s the same to the last digit.".formatted(count == 1 ? "is" : count + " numbers are")
        : "%d of %s moved%s."
            .formatted(
                moved,
                SideReader.count(count, "number"),
                equal == 0
                    ? ""
                    : ", %d %s the same to the last digit"
                        .formatted(equal, equal == 1 ? "is" : "are"));
  }

  /** Returns the notes. */
  static ImmutableList<String> of(Comparison comparison) {
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    pairs(comparison, notes);
    unpaired(comparison, notes);
    intervals(comparison, notes);
    if (numbers(comparison).anyMatch(number -> number.verdict() == Verdict.NO_ERROR)) {
      notes.add(
          "no error: one value of each, or the same difference in all pairs, so that nothing tells how"
              + " far it may be off.");
    }
    alone("Rows", comparison.rowsOfA(), comparison.rowsOfB(), notes);
    alone("Numbers", comparison.columnsOfA(), comparison.columnsOfB(), notes);
    notes.addAll(comparison.remarks());
    switch (comparison.configs()) {
      case NONE ->
          notes.add("Configs are not compared: trials/ and sweep.json are not beside both.");
      case WRITTEN ->
          notes.add(
              "Configs are compared as the sweeps have them, without defaults"
                  + (comparison.config().isEmpty() ? ", and are the same." : "."));
      case RESOLVED -> {
        if (comparison.config().isEmpty()) {
          notes.add("Configs are the same.");
        }
      }
    }
    if (comparison.facts().isEmpty()) {
      notes.add("Commit, libraries, machine and data are the same, as far as both tell.");
    }
    return notes.build();
  }

  private static void pairs(Comparison comparison, ImmutableList.Builder<String> notes) {
    String trials = counts(comparison, By.TRIALS);
    if (!trials.isEmpty()) {
      notes.add(
          "B - A: the mean difference of %s pairs of trials with the same seed, settings of the row and"
                  .formatted(trials)
              + " data, ± its standard error.");
    }
    String examples = counts(comparison, By.EXAMPLES);
    if (!examples.isEmpty()) {
      notes.add(
          "B - A: the mean difference of %s examples of one trial of each, of the same seed and data, ±"
                  .formatted(examples)
              + " its standard error, which says nothing of other seeds.");
    }
  }

  /** Returns e.g. {@code 3}, or {@code 2 to 3}; nothing if there are no such pairs. */
  private static String counts(Comparison comparison, By by) {
    var counts =
        numbers(comparison)
            .map(ComparedNumber::pairing)
            .filter(pairing -> pairing.by() == by)
            .mapToInt(Pairing::count)
            .summaryStatistics();
    if (counts.getCount() == 0) {
      return "";
    }
    return counts.getMin() == counts.getMax()
        ? Integer.toString(counts.getMin())
        : counts.getMin() + " to " + counts.getMax();
  }

  private static void unpaired(Comparison comparison, ImmutableList.Builder<String> notes) {
    SetMultimap<String, String> names = LinkedHashMultimap.create();
    numbers(comparison)
        .filter(number -> number.pairing().by() == By.NONE)
        // Of numbers that are the same, as the number of parameters, nothing more is asked.
        .filter(
            number ->
                number.verdict() != Verdict.EQUAL
                    || number.difference().standardError().isPresent())
        .forEach(number -> names.put(number.pairing().why(), number.column().name()));
    names
        .asMap()
        .forEach(
            (why, columns) ->
                notes.add(
                    "Not paired: %s, as %s. The errors of A and B are taken to be independent, ± is the"
                            .formatted(all(comparison, columns), why)
                        + " root of the sum of their squares."));
  }

  private static String all(Comparison comparison, Collection<String> columns) {
    long count = numbers(comparison).map(number -> number.column().name()).distinct().count();
    return columns.size() == count && count > 1 ? "all numbers" : String.join(", ", columns);
  }

  private static void intervals(Comparison comparison, ImmutableList.Builder<String> notes) {
    Bootstrap bootstrap = comparison.bootstrap();
    ImmutableSet<Method> methods =
        numbers(comparison)
            .flatMap(number -> number.difference().interval().stream())
            .map(interval -> interval.method())
            .collect(toImmutableSet());
    if (methods.isEmpty()) {
      return;
    }
    String how =
        methods.stream()
            .sorted()
            .map(
                method ->
                    switch (method) {
                      case BCA, PERCENTILE ->
                          "the bootstrap's (%s, %d resamples, seed %d)"
                              .formatted(
                                  method == Method.BCA ? "BCa" : "percentile",
                                  bootstrap.resamples(),
                                  bootstrap.seed());
                      case STUDENT ->
                          "Student's t for fewer than %d pairs".formatted(Bootstrap.FEWEST_VALUES);
                      case WELCH -> "Welch's t where nothing is paired";
                      case NORMAL ->
                          "normal where it is not known of how many examples an error is";
                    })
            .collect(joining("; "));
    notes.add("Interval: " + how + ".");
    if (numbers(comparison).anyMatch(number -> number.verdict() == Verdict.WITHIN_ERROR)) {
      notes.add("within error: 0 is in the interval, which does not prove that nothing has moved.");
    }
    long judged =
        numbers(comparison)
            .map(ComparedNumber::verdict)
            .filter(verdict -> verdict.moved() || verdict == Verdict.WITHIN_ERROR)
            .count();
    if (judged > 1) {
      notes.add(
          "Of %d numbers of which none has moved, %s would seem to: no correction is made for their number."
              .formatted(judged, ComparisonGrid.percent(1 - bootstrap.level())));
    }
  }

  private static void alone(
      String what, List<String> a, List<String> b, ImmutableList.Builder<String> notes) {
    String text =
        Stream.of(part("A", a), part("B", b))
            .filter(Predicate.not(String::isEmpty))
            .collect(joining("; "));
    if (!text.isEmpty()) {
      notes.add("%s in one alone: %s.".formatted(what, text));
    }
  }

  private static String part(String side, List<String> names) {
    return names.isEmpty() ? "" : side + " has " + String.join(", ", names);
  }

  private static Stream<ComparedNumber> numbers(Comparison comparison) {
    return comparison.rows().stream().flatMap(row -> row.numbers().stream());
  }
}
