package org.lowerbound.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Collection;

/**
 * How far the importance weights of examples can be trusted. Each example has K of them, and an
 * estimate of its own; where the tail of its weights is heavy, by Pareto's k̂ ({@link
 * org.lowerbound.numeric.ParetoTail}), the estimate may be far off, its error unknown, and more
 * draws help little.
 *
 * @param heavy the number of examples whose k̂ is above the threshold
 * @param examples of how many
 * @param threshold 0.7, or less where K is less than about 2000
 * @param effectiveDraws the effective size of the sample of K weights, (Σ w)² / Σ w² (Kong 1992),
 *     mean over examples
 */
public record WeightTails(long heavy, long examples, double threshold, double effectiveDraws) {
  /**
   * The part of the examples from which on a mean over them is not to be taken at its word. Of
   * harmless weights with k = 1/2 about one example in forty has a k̂ above the threshold by
   * chance.
   */
  private static final double MANY = 0.05;

  /** Checks the ranges. */
  public WeightTails {
    checkArgument(examples > 0, "examples must be positive but is %s", examples);
    checkArgument(
        heavy >= 0 && heavy <= examples,
        "heavy must be one of 0 to %s examples but is %s",
        examples,
        heavy);
  }

  /** Returns the part of the examples whose weights have a heavy tail. */
  public double share() {
    return (double) heavy / examples;
  }

  /** Returns whether so many have that the mean over examples is unreliable. */
  public boolean areMany() {
    return share() > MANY;
  }

  /**
   * Returns those of all examples of some numbers.
   *
   * @param all one at least; of the number of draws of each
   */
  static WeightTails ofAll(Collection<WeightTails> all) {
    long heavy = 0;
    long examples = 0;
    double threshold = 0;
    double effective = 0;
    for (WeightTails one : all) {
      heavy += one.heavy;
      examples += one.examples;
      threshold = Math.max(threshold, one.threshold);
      effective += one.effectiveDraws * one.examples;
    }
    return new WeightTails(heavy, examples, threshold, effective / examples);
  }
}
