package org.lowerbound.training;

import static com.google.common.base.Preconditions.checkArgument;

/** Argument checks that the optimizers share. */
final class OptimizerChecks {
  private OptimizerChecks() {}

  /** Checks the factor by which an average forgets. */
  static void checkDecay(double value, String name) {
    checkArgument(value >= 0 && value < 1, "%s must be in [0, 1) but is %s", name, value);
  }

  /** Checks a number that keeps a division finite. */
  static void checkPositive(double value, String name) {
    checkArgument(value > 0, "%s must be positive but is %s", name, value);
  }
}
