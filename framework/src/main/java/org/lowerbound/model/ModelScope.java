package org.lowerbound.model;

import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;

/**
 * What the parts of a model are built with.
 *
 * @param parameters makes parameters
 * @param schedules turns functions of the training time into scalars; outside training they have
 *     the value of the time that the training has reached
 * @param observed what the observations are
 */
public record ModelScope(
    ParameterStore parameters, ScheduledInputs schedules, ObservedData observed) {
  /** Returns the same with parameters in another group. */
  public ModelScope in(ParameterGroup group) {
    return new ModelScope(parameters.in(group), schedules, observed);
  }
}
