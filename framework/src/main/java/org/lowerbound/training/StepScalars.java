package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lowerbound.objective.ScheduledInputs;
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

  /** A function of the time, and the node that carries its value. */
  record Scalar(StepFunction function, Placeholder<TFloat32> input) {}

  @Override
  public Operand<TFloat32> scalar(String name, StepFunction function) {
    checkArgument(!scalars.containsKey(name), "there is a scheduled scalar %s already", name);
    Placeholder<TFloat32> input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    scalars.put(name, new Scalar(function, input));
    return input;
  }

  /** Returns all scalars. */
  Iterable<Scalar> all() {
    return scalars.values();
  }

  /** Returns the values of the schedules, for the log: β, learning rate. */
  ImmutableMap<String, Double> scheduleValues(Time time) {
    ImmutableMap.Builder<String, Double> values = ImmutableMap.builder();
    scalars.forEach(
        (name, scalar) -> {
          if (scalar.function() instanceof Schedule schedule) {
            values.put(name, schedule.at(time));
          }
        });
    return values.buildOrThrow();
  }
}
