package org.lowerbound.tools.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import org.lowerbound.experiment.result.PublishedNumber;
import org.lowerbound.experiment.result.RowLabel;
import org.lowerbound.experiment.statistics.MeanDifference.Mean;

/**
 * A row of one side: trials that agree in its overrides.
 *
 * @param overrides what its trials have in common, by path
 * @param numbers by column the value of each completed trial, whichever it is of
 * @param errors by column the error over examples, where the value is of one trial
 * @param reservations by column why a mean is not to be taken at its word
 * @param published the published numbers that belong beside it
 * @param trials its completed trials
 * @param lost how many of its trials did not complete
 */
public record SideRow(
    ImmutableMap<String, JsonNode> overrides,
    ImmutableMap<String, ImmutableList<Double>> numbers,
    ImmutableMap<String, Mean> errors,
    ImmutableSetMultimap<String, String> reservations,
    ImmutableList<PublishedNumber> published,
    ImmutableList<SideTrial> trials,
    int lost) {
  /** Returns the overrides' values. */
  public String label() {
    return RowLabel.of(overrides);
  }

  /**
   * Returns a column's mean with its error: over trials if there are several, else over examples.
   */
  public Mean mean(String column) {
    ImmutableList<Double> values = numbers.get(column);
    return values.size() == 1
        ? errors.get(column)
        : Mean.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
