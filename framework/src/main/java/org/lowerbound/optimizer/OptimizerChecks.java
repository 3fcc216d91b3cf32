package org.lowerbound.optimizer;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.schedule.LearningRate;
import org.lowerbound.schedule.Schedule;

/**
 * Argument checks that the optimizers share. The kernels compute in 32-bit floats: a number that
 * rounds to a forbidden one there is refused, too.
 */
final class OptimizerChecks {
  private OptimizerChecks() {}

  /** Checks the factor by which an average forgets. */
  static void checkDecay(double value, String name) {
    checkArgument(value >= 0 && value < 1, "%s must be in [0, 1) but is %s", name, value);
    checkArgument(
        (float) value < 1, "%s must be in [0, 1) but %s is 1 as a 32-bit float", name, value);
  }

  /** Checks a number that keeps a division finite. */
  static void checkPositive(double value, String name) {
    checkArgument(value > 0, "%s must be positive but is %s", name, value);
    checkArgument(
        (float) value >= Float.MIN_NORMAL && Float.isFinite((float) value),
        "%s must lie in %s … %s, the range of 32-bit floats, but is %s",
        name,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        value);
  }

  /** Checks a learning rate: a negative one would climb. */
  static void checkRate(LearningRate learningRate) {
    Schedule.checkNotNegative(learningRate, "learningRate");
  }

  /** Checks the arguments of a method with two moments. */
  static void checkMoments(LearningRate learningRate, double beta1, double beta2, double epsilon) {
    checkRate(learningRate);
    checkDecay(beta1, "beta1");
    checkDecay(beta2, "beta2");
    checkPositive(epsilon, "epsilon");
  }
}
