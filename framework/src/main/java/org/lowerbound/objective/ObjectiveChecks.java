package org.lowerbound.objective;

import static com.google.common.base.Preconditions.checkArgument;

/** Argument checks that objectives share. */
public final class ObjectiveChecks {
  /** More draws of one observation would not fit into any memory. */
  private static final int MOST_DRAWS = 1_000_000;

  private ObjectiveChecks() {}

  /** Checks a number of draws. */
  public static void checkDraws(int draws, String name) {
    checkArgument(draws > 0, "%s must be positive but is %s", name, draws);
    checkArgument(draws <= MOST_DRAWS, "%s must be at most %s but is %s", name, MOST_DRAWS, draws);
  }

  /** Checks M and K. */
  public static void checkDraws(int outer, int samples) {
    checkDraws(outer, "outer");
    checkDraws(samples, "samples");
    checkArgument(
        (long) outer * samples <= MOST_DRAWS,
        "outer * samples must be at most %s but is %s * %s",
        MOST_DRAWS,
        outer,
        samples);
  }

  /** Checks the weight of a term of a loss, which becomes a 32-bit float. */
  public static void checkWeight(double weight, String name) {
    checkArgument(
        weight >= 0 && weight <= Float.MAX_VALUE,
        "%s must be finite and not negative but is %s",
        name,
        weight);
  }

  /** Checks that a step's largest tensor, {@code [K, B, D]}, can be counted by TensorFlow. */
  public static void checkFits(int draws, Batch batch) {
    long dimension = Math.max(1, batch.observation().size());
    checkArgument(
        (long) draws * batch.size() <= Integer.MAX_VALUE / dimension,
        "%s draws for each of %s observations of %s values are too much for one step; fewer samples"
            + " or a smaller batchSize work",
        draws,
        batch.size(),
        dimension);
  }
}
