package org.lowerbound.model;

/** What the exponential of a log-likelihood is. */
public enum LikelihoodKind {
  /** A probability: of bits, of levels, of counts. Sums to one over all observations. */
  MASS,
  /** A density. Integrates to one over all observations. */
  DENSITY,
  /**
   * Neither: weighted, or taken at values that it is no density for. Its numbers compare with those
   * of the same setting alone.
   */
  UNNORMALIZED
}
