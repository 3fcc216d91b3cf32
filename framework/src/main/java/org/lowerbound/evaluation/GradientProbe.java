package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableList;
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
   * @param objectives the objectives; those with the same number of draws are given the same ones
   * @param stream the name of the draws' noise stream
   * @return for each objective, and each group that it moves and that has parameters, all gradients
   *     in one vector
   * @throws IllegalArgumentException if an objective has parameters or states of its own, which
   *     would have had no training
   */
  ImmutableList<ImmutableMap<ParameterGroup, Operand<TFloat32>>> gradients(
      ImmutableList<Objective> objectives, String stream);
}
