package org.lowerbound.data;

/**
 * The distribution that labelled observations were drawn from, p(x, y) for each label y: a {@link
 * ExactDensity} that knows the classes, too.
 */
public interface ExactClasses extends ExactDensity {
  /**
   * Returns log p(x, y) in nats of each label y, {@code [classes]}: log p(x) is the logarithm of
   * the sum of their exponentials.
   */
  double[] logJoint(double[] observation);
}
