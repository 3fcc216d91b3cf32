package org.lowerbound.evaluation.gradient;

import static com.google.common.base.Preconditions.checkState;

import java.util.OptionalDouble;

/**
 * Mean and variance of each element of vectors that come one by one (Welford 1962), in double
 * precision. The vectors are not kept.
 */
final class VectorMoments {
  private double[] mean = {};
  private double[] squares = {}; // Σ (v − mean)²
  private long count;

  void add(float[] vector) {
    if (count == 0) {
      mean = new double[vector.length];
      squares = new double[vector.length];
    }
    count++;
    for (int i = 0; i < vector.length; i++) {
      double difference = vector[i] - mean[i];
      mean[i] += difference / count;
      squares[i] += difference * (vector[i] - mean[i]);
    }
  }

  /** Returns the mean divided by its length; a vector of zeros if all means are 0. */
  double[] direction() {
    double length = Math.sqrt(sumOfSquares(mean));
    double[] direction = mean.clone();
    for (int i = 0; i < direction.length && length > 0; i++) {
      direction[i] /= length;
    }
    return direction;
  }

  /**
   * Returns the length of the expectation. The square of the mean's length is on average too large
   * by the sum of the mean's variances, which is taken off it; what is left below 0 counts as 0.
   */
  double norm() {
    double excess = 0;
    for (int i = 0; i < mean.length; i++) {
      excess += variance(i) / count;
    }
    return Math.sqrt(Math.max(0, sumOfSquares(mean) - excess));
  }

  /** Returns the mean over elements of the variance. */
  double meanVariance() {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += variance(i);
    }
    return sum / mean.length;
  }

  /**
   * Returns the mean of |mean| / standard deviation over the elements that vary, if any does: one
   * that never varies has no ratio, or an infinite one that would drown all others.
   */
  OptionalDouble signalToNoise() {
    double sum = 0;
    int varying = 0;
    for (int i = 0; i < mean.length; i++) {
      double variance = variance(i);
      if (variance != 0) { // True of NaN, too, which is to be seen.
        sum += Math.abs(mean[i]) / Math.sqrt(variance);
        varying++;
      }
    }
    return varying > 0 ? OptionalDouble.of(sum / varying) : OptionalDouble.empty();
  }

  private double variance(int i) {
    checkState(count > 1, "a variance takes two vectors");
    return squares[i] / (count - 1);
  }

  private static double sumOfSquares(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return sum;
  }
}
