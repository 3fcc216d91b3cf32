package org.lowerbound.objective.bound;

import static com.google.common.base.Preconditions.checkArgument;

/** Argument checks that bounds share. */
public final class BoundChecks {
  /** More draws of one observation would not fit into any memory. */
  private static final int MOST_DRAWS = 1_000_000;

  private BoundChecks() {}

  /** Checks a number of draws. */
  public static void checkDraws(int draws, String name) {
    checkArgument(draws > 0, "%s must be positive but is %s", name, draws);
    checkArgument(draws <= MOST_DRAWS, "%s must be at most %s but is %s", name, MOST_DRAWS, draws);
  }

  /** Checks M and K. */
  static void checkDraws(int outer, int samples) {
    checkDraws(outer, "outer");
    checkDraws(samples, "samples");
    checkArgument(
        (long) outer * samples <= MOST_DRAWS,
        "outer * samples must be at most %s but is %s * %s",
        MOST_DRAWS,
        outer,
        samples);
  }
}
