package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;

/**
 * A trial of a row of the table.
 *
 * @param id the trial's identity: its folder under {@code trials/}
 * @param status how it ended; empty if it has no result yet
 * @param overrides what sets it apart from the row's other trials, by path: its seed
 * @param facts what else is told of it; empty if it has no result, or the table is of a version
 *     that did not tell
 */
public record RowTrial(
    String id,
    Optional<TrialStatus> status,
    ImmutableMap<String, JsonNode> overrides,
    Optional<TrialFacts> facts) {
  /** Makes a trial of which no more is told. */
  public RowTrial(
      String id, Optional<TrialStatus> status, ImmutableMap<String, JsonNode> overrides) {
    this(id, status, overrides, Optional.empty());
  }
}
