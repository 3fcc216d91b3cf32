package org.lowerbound.model.posterior;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.spec.Counts;

/** Checks that families of variables with several classes share. */
final class Classes {
  private Classes() {}

  static void check(int classes) {
    Counts.checkAtLeast("classes", classes, 2, Counts.MOST_UNITS);
  }

  /** Checks that latents are whole variables. */
  static void checkDivides(int classes, int latents) {
    checkArgument(
        latents % classes == 0,
        "latents is %s, which is no multiple of the %s classes of a variable; %s works",
        latents,
        classes,
        (latents / classes + 1) * classes);
  }
}
