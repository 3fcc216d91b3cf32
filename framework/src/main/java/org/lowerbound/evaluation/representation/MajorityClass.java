package org.lowerbound.evaluation.representation;

import java.util.Arrays;
import org.lowerbound.evaluation.Chance;

/** The accuracy of who knows how frequent the classes are, and nothing of an example. */
public final class MajorityClass {
  private MajorityClass() {}

  /**
   * Returns the part of the most frequent class, with its deviation on so many examples.
   *
   * @param classes of the evaluated examples, all known
   */
  public static Chance of(int[] classes, int classCount) {
    double most =
        Arrays.stream(BalancedSubset.counts(classes, classCount)).max().orElseThrow()
            / (double) classes.length;
    return new Chance(most, Math.sqrt(most * (1 - most) / classes.length));
  }
}
