package org.lowerbound.experiment.sweep;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import org.lowerbound.random.RandomStream;

/**
 * Whole numbers, all equally likely.
 *
 * @param low the smallest
 * @param high the largest
 */
record IntegerRange(int low, int high) implements RandomRange {
  IntegerRange {
    checkArgument(
        low < high, "the first bound must be below the second but they are %s and %s", low, high);
    checkArgument(
        (long) high - low < Integer.MAX_VALUE,
        "the bounds must be less than %s apart but they are %s and %s",
        Integer.MAX_VALUE,
        low,
        high);
  }

  @Override
  public JsonNode draw(RandomStream stream) {
    return IntNode.valueOf(low + stream.nextInt(high - low + 1));
  }
}
