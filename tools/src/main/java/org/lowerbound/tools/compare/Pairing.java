package org.lowerbound.tools.compare;

/**
 * What a difference is a mean of.
 *
 * @param by what is paired
 * @param count how many pairs; 0 if there are none
 * @param why why there are none; empty if there are
 */
record Pairing(By by, int count, String why) {
  /** What is paired. */
  enum By {
    /** Trials of the same seed and settings. */
    TRIALS,
    /** The examples of two trials of one seed. */
    EXAMPLES,
    /** Nothing: the two means are taken to have nothing to do with each other. */
    NONE
  }

  static Pairing of(By by, int count) {
    return new Pairing(by, count, "");
  }

  static Pairing none(String why) {
    return new Pairing(By.NONE, 0, why);
  }
}
