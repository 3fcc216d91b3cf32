package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import org.lowerbound.random.RandomStream;

/**
 * Any values, all equally likely.
 *
 * @param values at least one
 */
record Choice(ImmutableList<JsonNode> values) implements RandomRange {
  Choice {
    checkArgument(!values.isEmpty(), "a choice needs at least one value");
  }

  @Override
  public JsonNode draw(RandomStream stream) {
    return values.get(stream.nextInt(values.size()));
  }
}
