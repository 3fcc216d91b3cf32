package org.lowerbound.data;

/**
 * The density of the distribution that a data set was drawn from, where it is known; of binary
 * observations, the probability.
 */
@FunctionalInterface
public interface ExactDensity {
  /** Returns log p(x) in nats for one observation. */
  double logProb(double[] observation);
}
