package org.lowerbound.experiment.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.lowerbound.evaluation.Estimate;

/**
 * A trial as a table wants it.
 *
 * @param id the trial's identity
 * @param overrides what the sweep's axes set for it, by path, in the order of the axes
 * @param result what it gave; empty if it has not run
 */
public record TableTrial(
    String id, ImmutableMap<String, JsonNode> overrides, Optional<? extends TrialNumbers> result) {

  /**
   * Returns how the trial ended, if it has. One with a number that is not finite diverged, also
   * where its result, of a version that did not look, says that it completed.
   */
  Optional<TrialStatus> status() {
    return result.map(
        r ->
            r.status() == TrialStatus.COMPLETED
                    && !r.metrics().values().stream().allMatch(TableTrial::isFinite)
                ? TrialStatus.DIVERGED
                : r.status());
  }

  private static boolean isFinite(Estimate estimate) {
    return Double.isFinite(estimate.value()) && Double.isFinite(estimate.standardError().orElse(0));
  }

  /** Returns the result if the trial completed. */
  Optional<? extends TrialNumbers> completed() {
    return status().equals(Optional.of(TrialStatus.COMPLETED)) ? result : Optional.empty();
  }
}
