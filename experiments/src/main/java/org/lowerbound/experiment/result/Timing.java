package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalDouble;

/**
 * How long a trial took.
 *
 * @param wallSeconds from the start of the trial to its end: data, graph, training and evaluation
 * @param trainingSeconds spent in training steps
 * @param steps the number of training steps that were timed
 */
public record Timing(double wallSeconds, double trainingSeconds, long steps) {
  /** Checks the ranges. */
  public Timing {
    checkArgument(wallSeconds >= 0, "wall seconds must be 0 or more but are %s", wallSeconds);
    checkArgument(
        trainingSeconds >= 0, "training seconds must be 0 or more but are %s", trainingSeconds);
    checkArgument(steps >= 0, "steps must be 0 or more but are %s", steps);
  }

  /** Returns the training steps per second; empty if there was no training. */
  public OptionalDouble stepsPerSecond() {
    return trainingSeconds > 0 && steps > 0
        ? OptionalDouble.of(steps / trainingSeconds)
        : OptionalDouble.empty();
  }
}
