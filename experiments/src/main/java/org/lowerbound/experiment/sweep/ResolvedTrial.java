package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A trial and its config with every default filled in.
 *
 * @param trial the trial
 * @param id the trial's identity, see {@link TrialId}
 * @param config all that the trial computes depends on, but for the data's bytes
 */
public record ResolvedTrial(Trial trial, String id, JsonNode config) {
  /** Makes a resolved trial, whose id is its config's. */
  public ResolvedTrial(Trial trial, JsonNode config) {
    this(trial, TrialId.of(config), config);
  }
}
