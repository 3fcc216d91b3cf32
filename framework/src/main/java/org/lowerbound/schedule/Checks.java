package org.lowerbound.schedule;

import static com.google.common.base.Preconditions.checkArgument;

/** Argument checks that the schedules share. */
final class Checks {
  private Checks() {}

  static void checkFinite(double value, String name) {
    checkArgument(Double.isFinite(value), "%s must be finite but is %s", name, value);
  }
}
