package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A trial and its config with every default filled in.
 *
 * @param trial the trial
 * @param id the trial's identity, see {@link TrialId}
 * @param config all that the trial computes depends on, but for the data's bytes
 */
public record ResolvedTrial(Trial trial, String id, JsonNode config) {
  /** Checks that the id is the config's. */
  public ResolvedTrial {
    String expected = TrialId.of(config);
    checkArgument(id.equals(expected), "id must be %s, the config's, but is %s", expected, id);
  }

  /** Makes a resolved trial, whose id is its config's. */
  public ResolvedTrial(Trial trial, JsonNode config) {
    this(trial, TrialId.of(config), config);
  }
}
