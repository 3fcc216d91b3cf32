package org.lowerbound.numeric;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The mean and the covariance of points, in double precision. The arrays are the object's own
 * storage: nobody writes to them after construction.
 *
 * @param mean {@code [d]}
 * @param covariance {@code [d][d]}, of n − 1 degrees of freedom; zeros for a single point
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, read by whoever computes with it.
public record SampleMoments(double[] mean, double[][] covariance) {
  /** Returns those of points {@code [n][d]}, one at least: in two passes, which lose no digits. */
  public static SampleMoments of(double[][] points) {
    checkArgument(points.length > 0, "no points have no mean");
    int d = points[0].length;
    double[] mean = new double[d];
    for (double[] point : points) {
      for (int i = 0; i < d; i++) {
        mean[i] += point[i];
      }
    }
    for (int i = 0; i < d; i++) {
      mean[i] /= points.length;
    }
    double[][] covariance = new double[d][d];
    double[] rest = new double[d];
    for (double[] point : points) {
      for (int i = 0; i < d; i++) {
        rest[i] = point[i] - mean[i];
      }
      for (int i = 0; i < d; i++) {
        double[] row = covariance[i];
        double factor = rest[i];
        for (int j = 0; j <= i; j++) {
          row[j] += factor * rest[j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] /= Math.max(1, points.length - 1);
        covariance[j][i] = covariance[i][j];
      }
    }
    return new SampleMoments(mean, covariance);
  }
}
