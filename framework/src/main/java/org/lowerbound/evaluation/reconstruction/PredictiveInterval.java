package org.lowerbound.evaluation.reconstruction;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The central interval between two of K ordered draws, from the i-th smallest to the i-th largest:
 * of K + 1 independent draws of a continuous distribution, the last lies between them with
 * probability (K + 1 − 2i) / (K + 1), whatever the distribution.
 *
 * @param draws K
 * @param rank i
 */
record PredictiveInterval(int draws, int rank) {
  /** So that a level of 0.9 is not rounded to one above it. */
  private static final double ROUNDING = 1e-9;

  /**
   * Returns the interval whose probability is the level; the next one above it, if no two draws
   * have it.
   *
   * @throws IllegalArgumentException if so few draws have no such interval
   */
  static PredictiveInterval of(int draws, double level) {
    int rank = (int) Math.floor((1 - level) / 2 * (draws + 1.0) + ROUNDING);
    checkArgument(
        rank > 0,
        "draws is %s: too few for an interval of level %s; %s or more work",
        draws,
        level,
        (long) Math.ceil(2 / (1 - level) - 1 - ROUNDING));
    return new PredictiveInterval(draws, rank);
  }

  /** Returns the probability. */
  double level() {
    return (draws + 1 - 2.0 * rank) / (draws + 1.0);
  }

  /**
   * Returns whether a value lies in the interval, its ends included.
   *
   * @param notAbove how many of the draws are not above it
   * @param notBelow how many are not below it
   */
  boolean holds(int notAbove, int notBelow) {
    return notAbove >= rank && notBelow >= rank;
  }
}
