package org.lowerbound.objective;

import org.lowerbound.model.Model;
import org.tensorflow.op.Ops;

/**
 * A training objective. It asks the model for the abilities that it needs, as often as it needs
 * them, and never sees the model's networks. Only objectives and metrics reduce over draws and over
 * the batch.
 */
public interface Objective {
  /**
   * Makes a loss of a batch.
   *
   * @throws IllegalArgumentException if the objective makes no sense for such a model; the message
   *     says what would work
   */
  Loss build(Ops tf, Model model, ObjectiveScope scope);
}
