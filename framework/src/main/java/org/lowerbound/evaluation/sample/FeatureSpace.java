package org.lowerbound.evaluation.sample;

import com.google.common.collect.ImmutableSet;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.ReadsSplits;
import org.tensorflow.op.Ops;

/**
 * The description of what observations are compared by: their own values, or what a network makes
 * of them.
 */
public interface FeatureSpace extends ReadsSplits {
  /** Returns what tells its numbers from those of other spaces, within a column's name. */
  String label();

  /**
   * Adds nodes.
   *
   * @param who asks, by its type name
   */
  FeatureMap build(Ops tf, EvaluationScope graph, String who);

  /**
   * Checks that there are such features of a data set.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  default void checkFits(Dataset dataset) {}

  @Override
  default ImmutableSet<Split> alsoReads() {
    return ImmutableSet.of();
  }
}
