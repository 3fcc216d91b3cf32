package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A row of a result table: trials that agree in the row's overrides.
 *
 * @param overrides what its trials have in common, by path, in the table's order
 * @param metrics the metrics that at least one completed trial has, by name
 * @param published the published numbers that belong beside it, one of each metric
 * @param trials all its trials, those without a result too
 */
public record TableRow(
    ImmutableMap<String, JsonNode> overrides,
    ImmutableMap<String, Cell> metrics,
    ImmutableList<PublishedNumber> published,
    ImmutableList<RowTrial> trials) {
  /** Checks that no mean is over more trials than completed, and no metric published twice. */
  public TableRow {
    long completed =
        trials.stream().filter(t -> t.status().equals(Optional.of(TrialStatus.COMPLETED))).count();
    metrics.forEach(
        (name, cell) ->
            checkArgument(
                cell.n() <= completed,
                "metric %s has %s values but the row has only %s completed trials",
                name,
                cell.n(),
                completed));
    checkArgument(
        published.stream().map(PublishedNumber::metric).distinct().count() == published.size(),
        "published has two numbers of one metric: %s",
        published);
  }

  /** Returns the published number of a metric. */
  public Optional<PublishedNumber> published(String metric) {
    return published.stream().filter(number -> number.metric().equals(metric)).findFirst();
  }

  /** Returns the row's label: its overrides' values. */
  public String label() {
    return RowLabel.of(overrides);
  }

  /** Returns how many of its trials ended in a way. */
  public int count(TrialStatus status) {
    return (int) trials.stream().filter(t -> t.status().equals(Optional.of(status))).count();
  }

  /** Returns how many of its trials have no result yet. */
  public int missing() {
    return (int) trials.stream().filter(t -> t.status().isEmpty()).count();
  }

  /** Returns its completed trials. */
  public ImmutableList<RowTrial> completed() {
    return trials.stream()
        .filter(trial -> trial.status().equals(Optional.of(TrialStatus.COMPLETED)))
        .collect(toImmutableList());
  }

  /**
   * Returns a metric's value of each completed trial; none if some of them lack it, as the row does
   * not tell which.
   */
  public ImmutableMap<RowTrial, Double> byTrial(String metric) {
    ImmutableList<RowTrial> completed = completed();
    Cell cell = metrics.get(metric);
    if (cell == null || cell.n() != completed.size()) {
      return ImmutableMap.of();
    }
    return IntStream.range(0, cell.n())
        .boxed()
        .collect(toImmutableMap(completed::get, cell.values()::get));
  }
}
