package org.lowerbound.tools.reproduce;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lowerbound.evaluation.Column;
import org.lowerbound.experiment.result.Cell;
import org.lowerbound.experiment.result.ResultTable;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.experiment.result.RowTrial;
import org.lowerbound.experiment.result.TableRow;
import org.lowerbound.experiment.result.TrialStatus;
import org.lowerbound.tools.compare.TableTrials;

/**
 * Puts the cells of a table beside those of the one that was made again: rows by their overrides,
 * values by the trial that has them.
 *
 * @param tolerance what counts as the same
 */
record Matching(Tolerance tolerance) {
  /**
   * Returns the rows of which trials were to run, each as it came out.
   *
   * @param chosen the keys of the trials that were to run, see {@link TableTrials#key}
   */
  ImmutableList<ReproducedRow> rows(
      ResultTable then, ResultTable now, ImmutableSet<String> chosen) {
    return then.rows().stream()
        .filter(row -> row.trials().stream().anyMatch(trial -> chosen.contains(key(row, trial))))
        .map(row -> row(then, row, now, chosen))
        .collect(toImmutableList());
  }

  private ReproducedRow row(
      ResultTable then, TableRow row, ResultTable now, ImmutableSet<String> chosen) {
    Optional<TableRow> again =
        now.rows().stream().filter(other -> rowKey(other).equals(rowKey(row))).findFirst();
    ImmutableMap.Builder<String, Optional<TrialStatus>> statuses = ImmutableMap.builder();
    again.ifPresent(other -> other.trials().forEach(t -> statuses.put(key(other, t), t.status())));
    Map<String, Optional<TrialStatus>> after = statuses.buildKeepingLast();
    ImmutableList<RowTrial> trials =
        row.trials().stream().filter(t -> chosen.contains(key(row, t))).collect(toImmutableList());
    boolean moved =
        trials.stream()
            .anyMatch(
                trial ->
                    !trial.status().equals(after.getOrDefault(key(row, trial), Optional.empty())));
    ImmutableList<String> remarks =
        trials.stream()
            .flatMap(
                trial ->
                    remark(row, trial, after.getOrDefault(key(row, trial), Optional.empty()))
                        .stream())
            .collect(toImmutableList());
    return new ReproducedRow(
        row,
        then.columns().stream()
            .map(column -> cell(column, row, again, chosen))
            .collect(toImmutableList()),
        remarks,
        moved);
  }

  /** Names a trial that did not complete, then or now. */
  private static Optional<String> remark(TableRow row, RowTrial trial, Optional<TrialStatus> now) {
    Optional<TrialStatus> completed = Optional.of(TrialStatus.COMPLETED);
    if (trial.status().equals(completed) && now.equals(completed)) {
      return Optional.empty();
    }
    String which =
        row.label()
            + trial.overrides().entrySet().stream()
                .map(e -> ", %s=%s".formatted(e.getKey(), RowLabel.text(e.getValue())))
                .collect(joining());
    return Optional.of(
        trial.status().equals(now)
            ? "%s: %s, then and now".formatted(which, word(now))
            : "%s: %s then, %s now".formatted(which, word(trial.status()), word(now)));
  }

  private static String word(Optional<TrialStatus> status) {
    return status.map(s -> s.name().toLowerCase(Locale.ROOT)).orElse("not run");
  }

  private ReproducedCell cell(
      Column column, TableRow then, Optional<TableRow> now, ImmutableSet<String> chosen) {
    if (isOfTime(column)) {
      return ReproducedCell.notCompared(column);
    }
    Optional<Cell> before = Optional.ofNullable(then.metrics().get(column.name()));
    Optional<Cell> after =
        now.flatMap(row -> Optional.ofNullable(row.metrics().get(column.name())));
    if (before.isEmpty() || after.isEmpty()) {
      return ReproducedCell.missing(column, before, after);
    }
    Map<String, Double> values = byKey(then, column);
    Map<String, Double> again = byKey(now.orElseThrow(), column);
    ImmutableList<ReproducedCell.Pair> pairs =
        values.entrySet().stream()
            .filter(entry -> chosen.contains(entry.getKey()) && again.containsKey(entry.getKey()))
            .map(e -> new ReproducedCell.Pair(e.getValue(), again.get(e.getKey())))
            .collect(toImmutableList());
    return pairs.isEmpty()
        ? ReproducedCell.missing(column, before, after)
        : ReproducedCell.of(column, pairs, before.get(), after.get(), tolerance);
  }

  /** Times and speeds are those of the machine and of the moment. */
  static boolean isOfTime(Column column) {
    return column.unit().equals("s") || column.unit().endsWith("/s");
  }

  private static Map<String, Double> byKey(TableRow row, Column column) {
    return row.byTrial(column.name()).entrySet().stream()
        .collect(ImmutableMap.toImmutableMap(e -> key(row, e.getKey()), Map.Entry::getValue));
  }

  private static String key(TableRow row, RowTrial trial) {
    return TableTrials.key(TableTrials.overrides(row, trial));
  }

  private static String rowKey(TableRow row) {
    return TableTrials.key(row.overrides());
  }
}
