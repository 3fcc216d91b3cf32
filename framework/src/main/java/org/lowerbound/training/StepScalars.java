package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.lowerbound.graph.ScheduledInputs;
import org.lowerbound.schedule.LearningRate;
import org.lowerbound.schedule.Schedule;
import org.lowerbound.schedule.StepFunction;
import org.lowerbound.schedule.Time;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The scalars that are fed at each step, as one vector. */
final class StepScalars implements ScheduledInputs {
  private final Ops tf;
  private final Optional<Time> fixed;
  private final Placeholder<TFloat32> input;
  private final Map<String, Scalar> scalars = new LinkedHashMap<>();

  StepScalars(Ops tf) {
    this(tf, Optional.empty());
  }

  private StepScalars(Ops tf, Optional<Time> fixed) {
    this.tf = tf;
    this.fixed = fixed;
    this.input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1)));
  }

  /** Starts scalars that nothing need be fed for: they are what they are at one time. */
  static StepScalars at(Ops tf, Time time) {
    return new StepScalars(tf, Optional.of(time));
  }

  /**
   * A function of the time.
   *
   * @param turns the turns whose updates the time counts; none for what moves no parameters
   */
  record Scalar(StepFunction function, ImmutableSet<Integer> turns) {}

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
    scalars.put(name, new Scalar(function, turns));
    if (fixed.isPresent()) {
      return tf.constant((float) function.at(fixed.get()));
    }
    Operand<TInt32> position = tf.constant(scalars.size() - 1);
    return tf.gather(input, position, tf.constant(0));
  }

  /** Returns what is fed: the values of all scalars, or of the first of them, in their order. */
  Placeholder<TFloat32> input() {
    return input;
  }

  /** Returns all scalars, in the order of their making. */
  ImmutableList<Scalar> all() {
    return ImmutableList.copyOf(scalars.values());
  }

  /** Returns the functions among the scalars by name that configurations give: β, learning rate. */
  ImmutableMap<String, LearningRate> given() {
    return given(LearningRate.class, scalar -> true);
  }

  /** Returns those of them that are functions of the time alone. */
  ImmutableMap<String, Schedule> schedules() {
    return given(Schedule.class, scalar -> true);
  }

  /** Returns those of the model and the objective, and not of what moves parameters. */
  ImmutableMap<String, Schedule> schedulesOfWhatIsFitted() {
    return given(Schedule.class, scalar -> scalar.turns().isEmpty());
  }

  private <T> ImmutableMap<String, T> given(Class<T> kind, Predicate<Scalar> which) {
    ImmutableMap.Builder<String, T> given = ImmutableMap.builder();
    scalars.forEach(
        (name, scalar) -> {
          if (kind.isInstance(scalar.function()) && which.test(scalar)) {
            given.put(name, kind.cast(scalar.function()));
          }
        });
    return given.buildOrThrow();
  }

  /** Returns the values of what configurations give, for the log. */
  ImmutableMap<String, Double> givenValues(Time time) {
    return ImmutableMap.copyOf(Maps.transformValues(given(), function -> function.at(time)));
  }
}
