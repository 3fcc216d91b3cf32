package org.lowerbound.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.objective.Objective;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Adds gradients to the graph of an evaluation: those of objectives, as training would take them.
 */
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

  /**
   * Adds the gradient of a number by nodes: by codes, or by parameters of one example's posterior,
   * that are fed to a run.
   *
   * @param sum a scalar, or the elements of a sum
   * @param by the nodes
   * @return d sum / d node for each, in its shape; zeros if the sum does not depend on it
   */
  ImmutableList<Operand<TFloat32>> of(Operand<TFloat32> sum, ImmutableList<Operand<TFloat32>> by);
}
