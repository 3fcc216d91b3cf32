package org.lowerbound.evaluation;

import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;

/** A metric that asks something of each split that it measures, such as enough examples. */
public interface ChecksSplit extends Metric {
  /**
   * Checks that the metric means something for a split.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  void checkFits(Dataset dataset, Split split);
}
