package org.lowerbound.evaluation.representation;

/** A way to tell the class of a code from codes whose classes are known. */
@FunctionalInterface
interface CodeClassifier {
  /**
   * Returns the classes of codes.
   *
   * @param known {@code [n][D]}
   * @param classes those of {@code known}, from 0
   * @param asked {@code [m][D]}
   */
  int[] classesOf(double[][] known, int[] classes, double[][] asked);
}
