package org.lowerbound.objective;

import org.lowerbound.model.BoundTerms;
import org.tensorflow.op.Ops;

/** A training objective. Only objectives and metrics reduce over draws and over the batch. */
public interface Objective {
  /** Returns the number of latents drawn per observation, the first axis of all terms. */
  int draws();

  /**
   * Reduces the terms of a batch, {@code [K, B]}, to a loss.
   *
   * @throws IllegalArgumentException if the objective makes no sense for such a model; the message
   *     says what would work
   */
  Loss build(Ops tf, BoundTerms terms, ObjectiveScope scope);
}
