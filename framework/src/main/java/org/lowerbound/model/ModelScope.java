package org.lowerbound.model;

import java.util.OptionalInt;
import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.network.NamedParameters;
import org.lowerbound.network.ParameterGroup;
import org.lowerbound.network.ParameterStore;

/**
 * What the parts of a model are built with.
 *
 * @param parameters makes parameters
 * @param schedules turns functions of the training time into scalars; outside training they have
 *     the value of the time that the training has reached
 * @param observed what the observations are
 * @param condition the length of what conditional distributions are given; if there is none, they
 *     are given the label
 * @param ofPart whether the model is one of a part of the examples, whose mean is not the data's
 */
public record ModelScope(
    ParameterStore parameters,
    ScheduledInputs schedules,
    ObservedData observed,
    OptionalInt condition,
    boolean ofPart) {
  /** Makes what a model is built with whose distributions are given nothing but labels. */
  public ModelScope(ParameterStore parameters, ScheduledInputs schedules, ObservedData observed) {
    this(parameters, schedules, observed, OptionalInt.empty(), false);
  }

  /** Returns the same with parameters in another group. */
  public ModelScope in(ParameterGroup group) {
    return new ModelScope(parameters.in(group), schedules, observed, condition, ofPart);
  }

  /**
   * Returns the same for a model of a part of the examples.
   *
   * @param other where its parameters are made
   */
  public ModelScope ofPart(ParameterStore other) {
    return new ModelScope(other, schedules, observed, condition, true);
  }

  /** Returns the same with parameters and schedules whose names begin with a prefix. */
  public ModelScope withNames(String prefix) {
    return new ModelScope(
        new NamedParameters(parameters, prefix),
        (name, function) -> schedules.scalar(prefix + name, function),
        observed,
        condition,
        ofPart);
  }

  /** Returns the same with other observations. */
  public ModelScope of(ObservedData other) {
    return new ModelScope(parameters, schedules, other, condition, ofPart);
  }

  /** Returns the same with something of a length that conditional distributions are given. */
  ModelScope withCondition(int size) {
    return new ModelScope(parameters, schedules, observed, OptionalInt.of(size), ofPart);
  }

  /**
   * Returns the length of what conditional distributions are given.
   *
   * @param who asks, for the message
   * @throws IllegalArgumentException if they are given the label, and there are none
   */
  public int conditionSize(String who) {
    return condition.orElseGet(
        () -> {
          observed.checkLabeled(who);
          return observed.classes();
        });
  }
}
