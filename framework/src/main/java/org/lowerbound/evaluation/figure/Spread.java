package org.lowerbound.evaluation.figure;

/** What the values of a unit are told in, that a traversal takes it through. */
public enum Spread {
  /** Mean and standard deviation of p(z_u), whatever the example's own value is. */
  PRIOR("standard deviations of the prior"),
  /**
   * Mean and standard deviation of z_u over the draws of q(z | x) for all examples of the split.
   */
  AGGREGATE("standard deviations of the codes of the split"),
  /** The example's own value, and the standard deviation of its q(z_u | x). */
  POSTERIOR("standard deviations of the posterior");

  private final String words;

  Spread(String words) {
    this.words = words;
  }

  /** Returns what the values are told in, in words. */
  String words() {
    return words;
  }
}
