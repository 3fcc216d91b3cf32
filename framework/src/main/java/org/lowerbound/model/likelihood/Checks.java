package org.lowerbound.model.likelihood;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.continuous.DiagonalNormal;

/** Checks of settings. */
final class Checks {
  private Checks() {}

  static void positive(double number, String name) {
    checkArgument(
        number > 0 && Double.isFinite(number),
        "%s must be positive and finite but is %s",
        name,
        number);
  }

  /** A first value outside the bounds would silently be another, and would never get a gradient. */
  static void initial(double initial, String name) {
    positive(initial, name);
    checkArgument(
        Math.abs(Math.log(initial)) <= DiagonalNormal.LARGEST_LOG_SCALE,
        "%s must be in exp(-%s) … exp(%s) but is %s; a fixed scale has no such bounds",
        name,
        DiagonalNormal.LARGEST_LOG_SCALE,
        DiagonalNormal.LARGEST_LOG_SCALE,
        initial);
  }
}
