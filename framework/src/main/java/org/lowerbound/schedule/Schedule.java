package org.lowerbound.schedule;

/**
 * A hyperparameter as a function of the training time. Warm-up, annealing and decay are schedules,
 * not classes of losses or optimizers.
 */
public sealed interface Schedule extends StepFunction
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

  /** Returns the value that moves from {@code from} to {@code to} as {@code shape} goes 0 to 1. */
  static double between(double from, double to, double shape) {
    return shape >= 1 ? to : from + (to - from) * shape;
  }

  /** Returns how far {@code time} is through {@code over}, from 0 to 1. */
  static double progress(Time time, Span over) {
    return Math.min(1.0, time.step() / over.toSteps(time.stepsPerEpoch()));
  }
}
