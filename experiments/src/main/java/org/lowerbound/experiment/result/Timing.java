package org.lowerbound.experiment.result;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How long a trial took.
 *
 * @param wallSeconds from the start of the trial to its end: data, graph, training and evaluation
 * @param trainingSeconds spent in training, the trainer's own work included
 * @param steps the number of training steps that were timed
 * @param computeSeconds the part of {@code trainingSeconds} in which TensorFlow ran
 * @param firstStepSeconds the part of {@code computeSeconds} that the first step took, in which
 *     TensorFlow prepares the graph
 * @param evaluationSeconds spent in metrics and figures
 */
public record Timing(
    double wallSeconds,
    double trainingSeconds,
    long steps,
    double computeSeconds,
    double firstStepSeconds,
    double evaluationSeconds) {
  /** Checks the ranges. */
  public Timing {
    checkNotNegative("wall seconds", wallSeconds);
    checkNotNegative("training seconds", trainingSeconds);
    checkArgument(steps >= 0, "steps must be 0 or more but are %s", steps);
    checkNotNegative("compute seconds", computeSeconds);
    checkNotNegative("first step seconds", firstStepSeconds);
    checkNotNegative("evaluation seconds", evaluationSeconds);
  }

  private static void checkNotNegative(String name, double seconds) {
    checkArgument(seconds >= 0, "%s must be 0 or more but are %s", name, seconds);
  }

  /** Returns the training steps per second; empty if there was no training. */
  public OptionalDouble stepsPerSecond() {
    return trainingSeconds > 0 && steps > 0
        ? OptionalDouble.of(steps / trainingSeconds)
        : OptionalDouble.empty();
  }

  /**
   * Returns the training steps per second once the graph is prepared, all but the first; empty if
   * there were no others.
   */
  public OptionalDouble steadyStepsPerSecond() {
    return trainingSeconds > firstStepSeconds && steps > 1
        ? OptionalDouble.of((steps - 1) / (trainingSeconds - firstStepSeconds))
        : OptionalDouble.empty();
  }

  /**
   * Returns the seconds of so many steps, at the pace of those that were timed. A training that was
   * stopped and went on, or that went on from another trial's end, has timed only the last of them.
   *
   * @return empty if no step was timed
   */
  public Optional<Double> secondsOf(long allSteps) {
    return stepsPerSecond().stream().mapToObj(rate -> allSteps / rate).findFirst();
  }
}
