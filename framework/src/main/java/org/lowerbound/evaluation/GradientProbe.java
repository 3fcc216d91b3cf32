package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableMap;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Objective;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Adds the gradients of objectives, as training would take them, to the graph of an evaluation. */
@FunctionalInterface
public interface GradientProbe {
  /**
   * Adds the gradient of what each group of the model's parameters minimises, on the observations
   * that are run; schedules are at the end of the training.
   *
   * @param objective the objective; what the trial trains with need not be the same
   * @param stream the name of the draws' noise stream
   * @return for each group that has parameters all its gradients in one vector
   * @throws IllegalArgumentException if the objective has parameters or states of its own, which
   *     would have had no training
   */
  ImmutableMap<ParameterGroup, Operand<TFloat32>> gradients(Objective objective, String stream);
}
