package org.lowerbound.evaluation.sample;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;
import java.util.function.Function;
import org.lowerbound.data.Dataset;
import org.lowerbound.data.Split;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.ReadsLabels;
import org.lowerbound.evaluation.ReadsSplits;
import org.lowerbound.evaluation.SplitRunner;
import org.tensorflow.op.Ops;

/**
 * The description of what observations are compared by: their own values, or what a network makes
 * of them.
 */
public interface FeatureSpace extends ReadsSplits, ReadsLabels {
  /** Returns what tells its numbers from those of other spaces, within a column's name. */
  String label();

  /**
   * Adds nodes.
   *
   * @param who asks, by its type name
   * @return what opens the way to features, to be closed after use
   */
  Function<SplitRunner, FeatureMap> build(Ops tf, EvaluationScope graph, String who);

  /**
   * Returns the classifier whose features they are, in words, if they are one's: its accuracy is
   * reported beside numbers that are made with it.
   */
  default Optional<String> classifier() {
    return Optional.empty();
  }

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

  @Override
  default Optional<String> target() {
    return Optional.empty();
  }

  @Override
  default boolean readsLabels() {
    return false;
  }
}
