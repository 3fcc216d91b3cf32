package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import org.lowerbound.experiment.config.Json;

/**
 * A trial and its config with every default filled in: all that the trial computes depends on, but
 * for the data's bytes.
 */
public final class ResolvedTrial {
  private static final int ID_LENGTH = 12;

  private final Trial trial;
  private final JsonNode config;
  private final String configHash;

  /** Makes one, and hashes its config, which must not be changed any more. */
  public ResolvedTrial(Trial trial, JsonNode config) {
    this.trial = trial;
    this.config = config;
    this.configHash = Json.sha256(config);
  }

  /** Returns the trial. */
  public Trial trial() {
    return trial;
  }

  /** Returns the resolved config, which is not to be changed. */
  public JsonNode config() {
    return config;
  }

  /**
   * Returns the SHA-256 of the config's canonical text: the order of its keys and the spelling of
   * its numbers do not matter.
   */
  public String configHash() {
    return configHash;
  }

  /**
   * Returns the identity of the trial, the same wherever and whenever it is run: the first 12
   * hexadecimal digits of the config's hash.
   */
  public String id() {
    return configHash.substring(0, ID_LENGTH);
  }
}
