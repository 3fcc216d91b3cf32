package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import java.util.stream.Collectors;

/**
 * One trial of a sweep, before its defaults are filled in.
 *
 * @param index its place in the sweep, from 0, the last axis running fastest
 * @param overrides what tells it from the others: path to value, or {@code case} to label, in the
 *     order of the axes; empty in a sweep without axes
 * @param config the base trial with all overrides merged in
 */
public record Trial(int index, ImmutableMap<String, JsonNode> overrides, JsonNode config) {
  /** Checks the index. */
  public Trial {
    checkArgument(index >= 0, "index must not be negative but is %s", index);
  }

  /**
   * Returns the overrides for people: {@code objective.beta=4, seed=1}, or {@code the only trial}.
   */
  public String label() {
    if (overrides.isEmpty()) {
      return "the only trial";
    }
    return overrides.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + Assignment.display(entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
