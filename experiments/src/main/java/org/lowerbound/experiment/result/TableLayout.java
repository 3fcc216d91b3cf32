package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.EvaluationSpec;

/**
 * What a table's rows and columns are.
 *
 * @param rows the override paths that tell rows apart; by default all but {@code seed}
 * @param columns the metrics to show; by default all that a trial has
 * @param sort the metric by which rows are ordered, the best first; by default they are in the
 *     order of the sweep
 */
public record TableLayout(
    Optional<ImmutableList<String>> rows,
    Optional<ImmutableList<String>> columns,
    Optional<String> sort) {
  private static final String SEED = "seed";

  /** Checks that nothing is listed twice. */
  public TableLayout {
    rows.ifPresent(names -> checkDistinct("rows", names));
    columns.ifPresent(names -> checkDistinct("columns", names));
  }

  /** The layout with both defaults. */
  public static final TableLayout DEFAULT =
      new TableLayout(Optional.empty(), Optional.empty(), Optional.empty());

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

  /** Returns whether a column is asked for by its name. */
  boolean shows(Column column) {
    return columns.stream().anyMatch(names -> names.contains(column.name()));
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
        throw unknown("columns", column, known);
      }
    }
    return columns.orElseGet(known::asList);
  }

  /**
   * Returns the metric by which rows are ordered.
   *
   * @param known the metrics that trials have or may have
   * @throws ResultException if it is none of them, or one of which no value is better than another
   */
  Optional<Column> sortColumn(ImmutableMap<String, Column> known) {
    return sort.map(
        name -> {
          if (!known.containsKey(name)) {
            throw unknown("sort", name, known.keySet());
          }
          try {
            return RowOrder.requireJudging(known.get(name), known.values());
          } catch (ResultException e) {
            throw new ResultException("table.sort: " + e.getMessage());
          }
        });
  }

  private static ResultException unknown(String key, String name, ImmutableSet<String> known) {
    Split split = EvaluationSpec.splitOf(name);
    boolean measured =
        split == Split.TEST
            || known.stream().anyMatch(other -> EvaluationSpec.splitOf(other) == split);
    return new ResultException(
        "table.%s: %s%s"
            .formatted(
                key,
                Names.unknown("metric", name, known),
                measured
                    ? ""
                    : "; metrics of the %1$s split are measured with \"evaluation\": {\"splits\": [\"%1$s\", \"test\"]}"
                        .formatted(split.label())));
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
