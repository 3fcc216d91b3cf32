package org.lowerbound.evaluation.annealed;

/**
 * The densities on the way from one to another, log π_β(z) = log π₀(z) + β log r(z), but for a
 * constant.
 */
@FunctionalInterface
interface PathDensity {
  /**
   * Evaluates what they are made of.
   *
   * @param points n points, {@code [n, dimension]}
   */
  PathTerms at(double[] points);
}
