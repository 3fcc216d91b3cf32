package org.lowerbound.evaluation.sample;

import org.lowerbound.evaluation.SplitRunner;

/** The way from observations to features. */
@FunctionalInterface
public interface FeatureMap {
  /**
   * Returns the features of some observations, {@code [n][features]}.
   *
   * @param observations as the model sees them, {@code [n, D]}, last index fastest
   */
  double[][] of(SplitRunner runner, float[] observations);
}
