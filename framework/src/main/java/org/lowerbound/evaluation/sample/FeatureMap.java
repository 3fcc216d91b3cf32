package org.lowerbound.evaluation.sample;

import java.util.Optional;
import org.lowerbound.evaluation.Estimate;
import org.lowerbound.evaluation.SplitRunner;

/** The way from observations to features. */
@FunctionalInterface
public interface FeatureMap extends AutoCloseable {
  /**
   * Returns the features of some observations, {@code [n][features]}.
   *
   * @param observations as the model sees them, {@code [n, D]}, last index fastest
   */
  double[][] of(float[] observations);

  /**
   * Returns the accuracy of the classifier whose features they are, on a split, if there is one.
   */
  default Optional<Estimate> accuracy(SplitRunner runner) {
    return Optional.empty();
  }

  @Override
  default void close() {}
}
