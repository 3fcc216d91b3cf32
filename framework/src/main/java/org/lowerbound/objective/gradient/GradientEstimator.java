package org.lowerbound.objective.gradient;

import org.lowerbound.objective.ObjectiveScope;
import org.lowerbound.objective.reduction.DrawReduction;
import org.tensorflow.op.Ops;

/** A way to estimate the gradient of E f(log w₁, …, log w_K), the mean over the batch. */
public interface GradientEstimator {
  /**
   * Adds the surrogates.
   *
   * @param reduction f
   * @param weights log w
   * @throws IllegalArgumentException if there is no such estimator for the posterior or for f; the
   *     message says what would work
   */
  EstimatedBound estimate(
      Ops tf, DrawReduction reduction, LogWeights weights, ObjectiveScope scope);
}
