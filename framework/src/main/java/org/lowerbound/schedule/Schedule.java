package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Range;

/**
 * A hyperparameter as a function of the training time alone. Warm-up, annealing and decay are
 * schedules, not classes of losses or optimizers.
 */
public sealed interface Schedule extends LearningRate
    permits ConstantSchedule,
        LinearSchedule,
        CosineSchedule,
        SigmoidSchedule,
        CyclicalSchedule,
        PiecewiseSchedule {
  /**
   * Returns the number of steps after which the value no longer changes. A schedule that settles
   * after the end of the training never reaches its last value: the runner refuses it.
   */
  double settlesAfter(long stepsPerEpoch);

  /**
   * Checks that no value leaves a range.
   *
   * @param name the schedule's name in the message
   * @param requirement what the message asks for, e.g. {@code "not be negative"}
   */
  static void checkWithin(
      LearningRate schedule, String name, Range<Double> allowed, String requirement) {
    Range<Double> range = schedule.range();
    for (double value : new double[] {range.lowerEndpoint(), range.upperEndpoint()}) {
      checkArgument(allowed.contains(value), "%s must %s but is %s", name, requirement, value);
    }
  }

  /** Checks that no value is negative, or too large for a 32-bit float. */
  static void checkNotNegative(LearningRate schedule, String name) {
    checkWithin(
        schedule, name, Range.closed(0.0, (double) Float.MAX_VALUE), "be finite and not negative");
  }

  /** Returns the value that moves from {@code from} to {@code to} as {@code shape} goes 0 to 1. */
  static double between(double from, double to, double shape) {
    return shape >= 1 ? to : from + (to - from) * shape;
  }

  /** Returns how far {@code time} is through {@code over}, from 0 to 1. */
  static double progress(Time time, Span over) {
    return Math.min(1.0, time.step() / over.toSteps(time.stepsPerEpoch()));
  }
}
