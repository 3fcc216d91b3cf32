package org.lowerbound.evaluation.outlier;

import org.lowerbound.data.Dataset;
import org.lowerbound.evaluation.EvaluationScope;
import org.lowerbound.evaluation.RowRunner;
import org.tensorflow.op.Ops;

/** A number for each observation that is to be larger the less the observation is like the data. */
public interface OutlierScore {
  /** Returns the name that columns have it by. */
  String name();

  /** Returns what it is, the object of a sentence. */
  String description();

  /** Adds what the score needs to the graph, and returns the way to compute it. */
  Scoring build(Ops tf, EvaluationScope graph);

  /**
   * Checks that there is such a score for a data set.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  default void checkFits(Dataset dataset) {}

  /** The computation of a score, once its nodes are in the graph. */
  @FunctionalInterface
  interface Scoring {
    /** Returns the scores of all rows, in nats. */
    double[] of(RowRunner rows);
  }
}
