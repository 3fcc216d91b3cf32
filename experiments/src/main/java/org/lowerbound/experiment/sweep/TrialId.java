package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import org.lowerbound.experiment.config.Json;

/**
 * The identity of a trial: a hash of what it computes, the same wherever and whenever it is run.
 */
public final class TrialId {
  private static final int LENGTH = 12;

  private TrialId() {}

  /**
   * Returns the first 12 hexadecimal digits of the SHA-256 of a resolved config's canonical text.
   * The order of its keys and the spelling of its numbers do not matter.
   */
  public static String of(JsonNode resolvedConfig) {
    return Json.sha256(resolvedConfig).substring(0, LENGTH);
  }
}
