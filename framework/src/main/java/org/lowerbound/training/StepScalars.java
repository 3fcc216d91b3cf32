package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.StepFunction;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The scalars that are fed at each step. */
final class StepScalars implements ScheduledInputs {
  private final Ops tf;
  private final Map<String, Scalar> scalars = new LinkedHashMap<>();

  StepScalars(Ops tf) {
    this.tf = tf;
  }

  /**
   * A function of the time, and the node that carries its value.
   *
   * @param turns the turns whose updates the time counts
   */
  record Scalar(StepFunction function, ImmutableSet<Integer> turns, Placeholder<TFloat32> input) {}

  @Override
  public Operand<TFloat32> scalar(String name, StepFunction function) {
    return scalar(name, function, ImmutableSet.of());
  }

  /** Returns a view for parameters that move in some of the turns only. */
  ScheduledInputs in(String prefix, ImmutableSet<Integer> turns) {
    return (name, function) -> scalar(prefix + name, function, turns);
  }

  private Operand<TFloat32> scalar(
      String name, StepFunction function, ImmutableSet<Integer> turns) {
    checkArgument(!scalars.containsKey(name), "there is a scheduled scalar %s already", name);
    Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    scalars.put(name, new Scalar(function, turns, input));
    return tf.identity(input); // What is fed cannot be fetched as well.
  }

  /** Returns all scalars. */
  Iterable<Scalar> all() {
    return scalars.values();
  }

  /** Returns the schedules among the scalars by name: β, learning rate. */
  ImmutableMap<String, Schedule> schedules() {
    ImmutableMap.Builder<String, Schedule> schedules = ImmutableMap.builder();
    scalars.forEach(
        (name, scalar) -> {
          if (scalar.function() instanceof Schedule schedule) {
            schedules.put(name, schedule);
          }
        });
    return schedules.buildOrThrow();
  }

  /** Returns the values of the schedules, for the log. */
  ImmutableMap<String, Double> scheduleValues(Time time) {
    return ImmutableMap.copyOf(Maps.transformValues(schedules(), schedule -> schedule.at(time)));
  }
}
