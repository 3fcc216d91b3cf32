package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.List;

/**
 * One stop on an axis.
 *
 * @param labels how result tables tell it from the others: path to value, or {@code case} to the
 *     case's label
 * @param assignments what it sets in the trial, in order
 */
record AxisPoint(ImmutableMap<String, JsonNode> labels, ImmutableList<Assignment> assignments) {
  /** Returns the point that is told from the others by what it sets. */
  static AxisPoint of(List<Assignment> assignments) {
    return new AxisPoint(
        assignments.stream()
            .collect(ImmutableMap.toImmutableMap(a -> a.path().text(), Assignment::value)),
        ImmutableList.copyOf(assignments));
  }
}
