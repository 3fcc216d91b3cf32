package org.lowerbound.objective.diffusion;

import org.lowerbound.objective.ObjectiveScope;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** How a step of training draws the step of the diffusion that each example is noised to. */
public interface StepDraws {
  /**
   * Draws t for each example of a batch.
   *
   * @param steps T
   * @param batch B
   */
  DrawnSteps draw(Ops tf, int steps, int batch, ObjectiveScope scope);

  /** The steps of a batch. */
  interface DrawnSteps {
    /** Returns t, 1 … T, {@code [B]}. */
    Operand<TInt32> step();

    /**
     * Returns 1 / (T p_t), {@code [B]}: with these weights a mean over the draws is, in
     * expectation, the mean over all steps.
     */
    Operand<TFloat32> weight();

    /**
     * Hears the losses of the batch, {@code [B]}, without their weights, before the next one is
     * drawn.
     */
    default void learn(Ops tf, Operand<TFloat32> losses) {}
  }
}
