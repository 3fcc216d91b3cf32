package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;

/** The notes that say where the published numbers of a table are from. */
final class PublishedNotes {
  /** A published number, and whose it is. */
  private record Beside(TableRow row, PublishedNumber number) {}

  private PublishedNotes() {}

  /** Returns the notes, of shown numbers and of those that have nothing to stand beside. */
  static ImmutableList<String> of(ResultTable table) {
    ImmutableSet<String> columns =
        table.columns().stream().map(Column::name).collect(toImmutableSet());
    ImmutableList<Beside> shown =
        all(table)
            .filter(beside -> columns.contains(beside.number.metric()))
            .collect(toImmutableList());
    ImmutableList.Builder<String> notes = ImmutableList.builder();
    if (!shown.isEmpty()) {
      notes.add(
          "published: "
              + sources(shown)
              + ". difference: this table's mean minus the published number.");
    }
    if (shown.stream().anyMatch(beside -> beside.number.unverified())) {
      notes.add(
          TableGrid.UNVERIFIED
              + ": unverified: could not be confirmed in the publication or its authors' code.");
    }
    String unmeasured =
        all(table)
            .map(beside -> beside.number.metric())
            .distinct()
            .filter(metric -> !columns.contains(metric))
            .filter(m -> table.rows().stream().noneMatch(row -> row.metrics().containsKey(m)))
            .collect(joining(", "));
    if (!unmeasured.isEmpty()) {
      notes.add("published, but not measured here: " + unmeasured + ".");
    }
    return notes.build();
  }

  private static Stream<Beside> all(ResultTable table) {
    return table.rows().stream()
        .flatMap(row -> row.published().stream().map(number -> new Beside(row, number)));
  }

  /** Returns the sources, each with as much as is needed to tell which numbers are its own. */
  private static String sources(ImmutableList<Beside> shown) {
    ImmutableSet<String> sources =
        shown.stream().map(beside -> beside.number.source()).collect(toImmutableSet());
    ImmutableSet<String> metrics = metrics(shown.stream());
    boolean shared =
        metrics.stream()
            .anyMatch(
                metric ->
                    shown.stream()
                            .filter(beside -> beside.number.metric().equals(metric))
                            .map(beside -> beside.number.source())
                            .distinct()
                            .count()
                        > 1);
    return sources.size() == 1
        ? sources.iterator().next()
        : sources.stream()
            .map(
                source ->
                    "%s (%s)"
                        .formatted(
                            source,
                            metrics(of(shown, source)).stream()
                                .map(m -> shared ? m + " of " + rows(of(shown, source), m) : m)
                                .collect(joining(", "))))
            .collect(joining("; "));
  }

  private static Stream<Beside> of(ImmutableList<Beside> shown, String source) {
    return shown.stream().filter(beside -> beside.number.source().equals(source));
  }

  private static ImmutableSet<String> metrics(Stream<Beside> shown) {
    return shown.map(beside -> beside.number.metric()).collect(toImmutableSet());
  }

  private static String rows(Stream<Beside> shown, String metric) {
    return shown
        .filter(beside -> beside.number.metric().equals(metric))
        .map(beside -> "\"" + beside.row.label() + "\"")
        .collect(joining(" and "));
  }
}
