package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * What a table's rows and columns are.
 *
 * @param rows the override paths that tell rows apart; by default all but {@code seed}
 * @param columns the metrics to show; by default all that a trial has
 */
public record TableLayout(
    Optional<ImmutableList<String>> rows, Optional<ImmutableList<String>> columns) {
  private static final String SEED = "seed";

  /** Checks that nothing is listed twice. */
  public TableLayout {
    rows.ifPresent(names -> checkDistinct("rows", names));
    columns.ifPresent(names -> checkDistinct("columns", names));
  }

  /** The layout with both defaults. */
  public static final TableLayout DEFAULT = new TableLayout(Optional.empty(), Optional.empty());

  /**
   * Returns the paths that tell rows apart.
   *
   * @throws ResultException if no axis sets one of them, with the paths that the axes set
   */
  ImmutableList<String> rowPaths(Collection<? extends Map<String, JsonNode>> trials) {
    ImmutableSet<String> known = paths(trials);
    for (String path : rows.orElse(ImmutableList.of())) {
      if (!known.contains(path)) {
        throw new ResultException("table.rows: " + Names.unknown("override", path, known));
      }
    }
    return rows.orElseGet(
        () -> known.stream().filter(p -> !p.equals(SEED)).collect(toImmutableList()));
  }

  /** Returns the paths that the trials of one row may differ in. */
  ImmutableList<String> averagedOver(Collection<? extends Map<String, JsonNode>> trials) {
    return Sets.difference(paths(trials), ImmutableSet.copyOf(rowPaths(trials)))
        .immutableCopy()
        .asList();
  }

  /**
   * Returns the names of the columns.
   *
   * @param measured the metrics that completed trials have
   * @param promised the metrics that trials without metrics would have
   * @throws ResultException if a column is neither, with the metrics that are known
   */
  ImmutableList<String> columnNames(ImmutableSet<String> measured, ImmutableSet<String> promised) {
    ImmutableSet<String> known = Sets.union(measured, promised).immutableCopy();
    for (String column : columns.orElse(ImmutableList.of())) {
      if (!known.contains(column) && !known.isEmpty()) {
        throw new ResultException("table.columns: " + Names.unknown("metric", column, known));
      }
    }
    return columns.orElseGet(known::asList);
  }

  private static void checkDistinct(String name, ImmutableList<String> values) {
    checkArgument(
        ImmutableSet.copyOf(values).size() == values.size(),
        "%s must not list a name twice but is %s",
        name,
        values);
  }

  private static ImmutableSet<String> paths(Collection<? extends Map<String, JsonNode>> trials) {
    return trials.stream()
        .map(Map::keySet)
        .flatMap(Collection::stream)
        .collect(ImmutableSet.toImmutableSet());
  }
}
