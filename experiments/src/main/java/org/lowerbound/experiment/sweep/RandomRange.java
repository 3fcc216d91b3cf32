package org.lowerbound.experiment.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import org.lowerbound.random.RandomStream;

/** What the values of a path of a random axis are drawn from. */
interface RandomRange {
  /** Returns the next value, which takes its randomness from the stream alone. */
  JsonNode draw(RandomStream stream);
}
