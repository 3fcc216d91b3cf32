package org.lowerbound.evaluation;

import org.lowerbound.data.Dataset;
import org.tensorflow.op.Ops;

/** The description of a picture of a trained model on a split. */
public interface Figure {
  /** Returns the name of the picture: that of its file, and of its kind in configurations. */
  String name();

  /**
   * Adds what the picture needs to the graph, and returns the way to draw it.
   *
   * @throws IllegalArgumentException if there is no such picture of the model; the message says
   *     what would work
   */
  Drawing build(Ops tf, EvaluationScope graph);

  /**
   * Checks that there is such a picture for a data set.
   *
   * @throws IllegalArgumentException if not; the message says what would work
   */
  default void checkFits(Dataset dataset) {}
}
