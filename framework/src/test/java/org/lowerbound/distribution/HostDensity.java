package org.lowerbound.distribution;

/** A density over vectors in double precision, straight from its definition. */
public interface HostDensity {
  /** Returns log p(x) in nats. */
  double logProb(double... x);

  /** Returns the mean. */
  double[] mean();

  /** Returns the covariance. */
  double[][] covariance();
}
