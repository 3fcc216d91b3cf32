package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableList;
import org.lowerbound.data.Dataset;
import org.tensorflow.op.Ops;

/** The description of one or more numbers about a trained model on a split. */
public interface Metric {
  /**
   * Returns the columns that the metric fills, one at least; those that are {@link Column#optional}
   * may be left empty, all others and no others have a number.
   */
  ImmutableList<Column> columns();

  /** Returns the name that the metric goes by, that of its first column. */
  default String name() {
    return columns().get(0).name();
  }

  /** Adds what the metric needs to the graph, and returns the way to compute it. */
  Measurement build(Ops tf, EvaluationScope graph);

  /**
   * Checks that the metric means something for a data set.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  default void checkFits(Dataset dataset) {}
}
