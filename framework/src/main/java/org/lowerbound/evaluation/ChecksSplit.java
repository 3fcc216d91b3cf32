package org.lowerbound.evaluation;

import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;

/**
 * A metric or figure that asks something of each split that it is made of, such as enough examples.
 */
public interface ChecksSplit {
  /**
   * Checks that the metric or figure means something for a split.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  void checkFits(Dataset dataset, Split split);
}
