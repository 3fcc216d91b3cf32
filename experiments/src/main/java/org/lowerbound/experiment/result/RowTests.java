package org.lowerbound.experiment.result;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.lowerbound.evaluation.Column;
import org.lowerbound.evaluation.Column.Better;
import org.lowerbound.experiment.config.Json;

/**
 * Tests of whether the rows of a table differ from a baseline row, a test for each row and column.
 *
 * <p>Trials of two rows are a pair if they agree in all that sets them apart from the others of
 * their row, usually the seed: they have seen the same first values, batches and test images.
 *
 * @param plan how they were made
 * @param given the baseline of all columns, if one was given; else it is the best of each column
 * @param tests the tests, column by column
 */
public record RowTests(TestPlan plan, OptionalInt given, ImmutableList<RowTest> tests) {
  /**
   * Tests the rows of a table in the columns that it shows.
   *
   * @param baseline the place of the baseline row; if it is not given, the first row of a table
   *     that is sorted, and else the best row of each column, where there is a best
   * @throws ResultException if there is nothing to test; the message says why
   */
  public static RowTests of(ResultTable table, TestPlan plan, OptionalInt baseline) {
    if (!BestRows.compares(table)) {
      throw new ResultException(
          "the rows are of different data or likelihoods, so that their trials are no pairs");
    }
    OptionalInt given =
        baseline.isEmpty() && table.sortedBy().isPresent() ? OptionalInt.of(0) : baseline;
    List<RowTest> tests = new ArrayList<>();
    for (Column column : table.columns()) {
      OptionalInt against = given.isPresent() ? given : best(table, column);
      for (int row = 0; row < table.rows().size() && against.isPresent(); row++) {
        if (row != against.getAsInt() && has(table, row, column)) {
          tests.add(test(table, row, against.getAsInt(), column, plan));
        }
      }
    }
    if (tests.isEmpty()) {
      throw new ResultException(
          "there is nothing to test: the table has no two rows with numbers in a column%s"
              .formatted(
                  given.isPresent()
                      ? ""
                      : " whose best row can be told; a baseline row can be given"));
    }
    if (tests.stream().allMatch(test -> test.pairs() < 2)) {
      throw new ResultException(
          "a test needs pairs: at least 2 trials of a row that agree with trials of the baseline row"
              + " in all but what tells the rows apart, as those with the same seeds do; there are "
              + (tests.stream().allMatch(test -> test.pairs() == 0) ? "none" : "no more than 1"));
    }
    return new RowTests(plan, given, corrected(tests, plan));
  }

  /** Returns the test of a row in a column. */
  public Optional<RowTest> of(int row, Column column) {
    return tests.stream()
        .filter(test -> test.row() == row && test.column().equals(column))
        .findFirst();
  }

  /** Returns the sign of a cell, if its row differs from the baseline. */
  Optional<TestMark> mark(int row, Column column) {
    return of(row, column)
        .filter(test -> test.corrected().orElse(1) <= plan.level())
        .map(test -> TestMark.of(test.difference().orElseThrow(), column.better()));
  }

  private static OptionalInt best(ResultTable table, Column column) {
    if (column.better() == Better.NEITHER) {
      return OptionalInt.empty();
    }
    TableRow best = RowOrder.bestFirst(table.rows(), column).get(0);
    return RowOrder.mean(best, column.name()).isPresent()
        ? OptionalInt.of(table.rows().indexOf(best))
        : OptionalInt.empty();
  }

  private static boolean has(ResultTable table, int row, Column column) {
    return table.rows().get(row).metrics().containsKey(column.name());
  }

  private static RowTest test(
      ResultTable table, int row, int baseline, Column column, TestPlan plan) {
    double[] differences =
        differences(table.rows().get(row), table.rows().get(baseline), column.name());
    double mean = 0;
    for (double difference : differences) {
      mean += difference / differences.length;
    }
    return new RowTest(
        row,
        baseline,
        column,
        differences.length,
        differences.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(mean),
        plan.test().pValue(differences),
        OptionalDouble.empty());
  }

  /** Returns row minus baseline for each pair. */
  private static double[] differences(TableRow row, TableRow baseline, String column) {
    Map<String, Double> others = new HashMap<>();
    Map<String, Integer> seen = new HashMap<>();
    baseline
        .byTrial(column)
        .forEach(
            (trial, value) -> {
              others.put(key(trial), value);
              seen.merge(key(trial), 1, Integer::sum);
            });
    return row.byTrial(column).entrySet().stream()
        // Of two trials that agree with one nobody knows whose partner it is.
        .filter(entry -> seen.getOrDefault(key(entry.getKey()), 0) == 1)
        .mapToDouble(entry -> entry.getValue() - others.get(key(entry.getKey())))
        .toArray();
  }

  /** Returns what sets a trial apart from the others of its row, numbers spelled in one way. */
  private static String key(RowTrial trial) {
    var json = Json.object();
    for (Map.Entry<String, JsonNode> override : trial.overrides().entrySet()) {
      json.set(override.getKey(), override.getValue());
    }
    return Json.canonical(json);
  }

  private static ImmutableList<RowTest> corrected(List<RowTest> tests, TestPlan plan) {
    double[] pValues = tests.stream().flatMapToDouble(test -> test.pValue().stream()).toArray();
    double[] adjusted = plan.correction().adjust(pValues);
    int[] next = {0};
    return tests.stream()
        .map(test -> test.pValue().isPresent() ? test.corrected(adjusted[next[0]++]) : test)
        .collect(toImmutableList());
  }

  /** Returns how many tests have given a p. */
  int count() {
    return (int) tests.stream().filter(test -> test.pValue().isPresent()).count();
  }

  /** Returns how many tests had so many pairs, by that number, ascending. */
  ImmutableMap<Integer, Integer> byPairs() {
    Map<Integer, Integer> counts = new TreeMap<>();
    tests.forEach(test -> counts.merge(test.pairs(), 1, Integer::sum));
    return ImmutableMap.copyOf(counts);
  }
}
