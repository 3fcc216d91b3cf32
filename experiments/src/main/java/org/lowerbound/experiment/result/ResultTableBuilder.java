package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimaps;
import com.google.common.collect.Sets;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Estimate;

/**
 * Makes a sweep's table from its trials.
 *
 * @param name the sweep's name
 * @param description the sweep's description
 * @param layout what the rows and columns are
 * @param published numbers to put beside rows; a metric of theirs need not be a column
 * @param columns the descriptions of the metrics that trials may have, at most one a metric; a
 *     metric without one is shown without unit and direction
 */
public record ResultTableBuilder(
    String name,
    String description,
    TableLayout layout,
    Publications published,
    ImmutableList<Column> columns) {

  /**
   * Checks, before anything has run, all that does not depend on results.
   *
   * @param overrides what the axes set, a map a trial
   * @throws ResultException if a row path is not set by any axis, or a published number has no row
   */
  public void check(Collection<? extends Map<String, JsonNode>> overrides) {
    ImmutableList<String> paths = layout.rowPaths(overrides);
    published.checkLabels(
        overrides.stream()
            .map(trial -> RowLabel.of(select(trial, paths)))
            .collect(ImmutableSet.toImmutableSet()));
  }

  /**
   * Returns the table: a row for each distinct value of the row paths, in first-seen order.
   *
   * <p>Diverged and failed trials are counted and are in no mean. A trial that is twice in a row is
   * the same computation and counts once.
   *
   * @param trials all trials of the sweep, those that have not run too
   * @throws ResultException if a row path or a column is unknown, or a published number has no row
   *     or column
   */
  public ResultTable build(List<TableTrial> trials) {
    return build(
        trials,
        ProvenanceSummary.of(
            trials.stream()
                .flatMap(trial -> trial.completed().stream())
                .flatMap(numbers -> file(numbers).stream())
                .collect(toImmutableList())));
  }

  private static Optional<TrialResult> file(TrialNumbers numbers) {
    return numbers instanceof TrialResult result ? Optional.of(result) : Optional.empty();
  }

  /**
   * Does the same for numbers that do not tell themselves where they come from.
   *
   * @param provenance where all come from
   */
  public ResultTable build(List<TableTrial> trials, ProvenanceSummary provenance) {
    ImmutableList<ImmutableMap<String, JsonNode>> overrides =
        trials.stream().map(TableTrial::overrides).collect(toImmutableList());
    check(overrides);
    ImmutableList<Column> shown = shownColumns(trials);
    Optional<Column> sort = sortColumn(trials);
    ImmutableSet<String> filled =
        Stream.concat(
                Stream.concat(shown.stream(), sort.stream()).map(Column::name),
                published.metrics().stream())
            .collect(ImmutableSet.toImmutableSet());
    ImmutableList<String> paths = layout.rowPaths(overrides);
    ImmutableListMultimap<ImmutableMap<String, JsonNode>, TableTrial> byRow =
        Multimaps.index(trials, trial -> select(trial.overrides(), paths));
    ResultTable table =
        new ResultTable(
            name,
            description,
            shown,
            Multimaps.asMap(byRow).entrySet().stream()
                .map(row -> row(row.getKey(), row.getValue(), filled))
                .collect(toImmutableList()),
            layout.averagedOver(overrides),
            provenance);
    return sort.map(table::sorted).orElse(table);
  }

  private Optional<Column> sortColumn(List<TableTrial> trials) {
    Map<String, Column> known = new LinkedHashMap<>(described());
    measured(trials)
        .forEach(metric -> known.computeIfAbsent(metric, ResultTableBuilder::undescribed));
    return layout.sortColumn(ImmutableMap.copyOf(known));
  }

  private ImmutableList<Column> shownColumns(List<TableTrial> trials) {
    ImmutableMap<String, Column> described = described();
    ImmutableSet<String> measured =
        Sets.union(measured(trials), Maps.uniqueIndex(asked(), Column::name).keySet())
            .immutableCopy();
    // A trial that has not completed may yet have the metrics that nobody has had so far.
    boolean open = trials.stream().anyMatch(trial -> trial.completed().isEmpty());
    ImmutableList<String> names =
        layout.columnNames(measured, open ? described.keySet() : ImmutableSet.of());
    return names.stream()
        .map(metric -> described.getOrDefault(metric, undescribed(metric)))
        .collect(toImmutableList());
  }

  private ImmutableMap<String, Column> described() {
    return Maps.uniqueIndex(Iterables.concat(columns, asked()), Column::name);
  }

  /** Returns what is shown only where the layout asks for it. */
  private ImmutableList<Column> asked() {
    return layout.shows(TrialColumns.TRAINING_SECONDS)
        ? ImmutableList.of(TrialColumns.TRAINING_SECONDS)
        : ImmutableList.of();
  }

  private static Column undescribed(String metric) {
    return new Column(metric, "", Column.Better.NEITHER, "");
  }

  /** Returns the metrics of which trials that completed have numbers. */
  public static ImmutableSet<String> measured(List<TableTrial> trials) {
    return trials.stream()
        .flatMap(trial -> trial.completed().stream())
        .flatMap(result -> result.metrics().keySet().stream())
        .collect(ImmutableSet.toImmutableSet());
  }

  private TableRow row(
      ImmutableMap<String, JsonNode> overrides, List<TableTrial> trials, Set<String> filled) {
    Set<String> seen = new HashSet<>();
    ImmutableList<TableTrial> distinct =
        trials.stream().filter(trial -> seen.add(trial.id())).collect(toImmutableList());
    ImmutableMap.Builder<String, Cell> cells = ImmutableMap.builder();
    for (String metric : filled) {
      ImmutableList<Estimate> estimates = estimates(distinct, metric);
      if (!estimates.isEmpty()) {
        cells.put(metric, Cell.of(estimates));
      }
    }
    ImmutableMap<String, Cell> metrics = cells.buildOrThrow();
    return new TableRow(
        overrides,
        metrics,
        published.numbers(RowLabel.of(overrides), metrics),
        distinct.stream().map(trial -> rowTrial(trial, overrides)).collect(toImmutableList()));
  }

  private static ImmutableList<Estimate> estimates(List<TableTrial> trials, String metric) {
    return trials.stream()
        .flatMap(trial -> trial.completed().stream())
        .flatMap(result -> result.number(metric).stream())
        .collect(toImmutableList());
  }

  private static RowTrial rowTrial(TableTrial trial, ImmutableMap<String, JsonNode> shared) {
    return new RowTrial(
        trial.id(),
        trial.status(),
        trial.overrides().entrySet().stream()
            .filter(override -> !shared.containsKey(override.getKey()))
            .collect(toImmutableMap(Map.Entry::getKey, Map.Entry::getValue)),
        trial.result().flatMap(TrialNumbers::facts));
  }

  /** A trial that lacks a path, as a named case may, makes a row that lacks it too. */
  private static ImmutableMap<String, JsonNode> select(
      Map<String, JsonNode> overrides, List<String> paths) {
    return paths.stream()
        .filter(overrides::containsKey)
        .collect(toImmutableMap(path -> path, overrides::get));
  }
}
