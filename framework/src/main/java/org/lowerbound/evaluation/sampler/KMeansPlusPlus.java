package org.lowerbound.evaluation.sampler;

import org.lowerbound.random.RandomStream;

/**
 * Centres for a clustering to start from: the first is any point, each further one a point that is
 * chosen by the square of its distance to the nearest centre so far (Arthur and Vassilvitskii
 * 2007).
 */
final class KMeansPlusPlus {
  private KMeansPlusPlus() {}

  /** Returns centres, {@code [count][d]}, of points {@code [n][d]}. */
  static double[][] centers(double[][] points, int count, RandomStream stream) {
    double[][] centers = new double[count][];
    centers[0] = points[stream.nextInt(points.length)];
    double[] squares = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      squares[i] = squaredDistance(points[i], centers[0]);
    }
    for (int c = 1; c < count; c++) {
      centers[c] = points[chosen(squares, stream)];
      for (int i = 0; i < points.length; i++) {
        squares[i] = Math.min(squares[i], squaredDistance(points[i], centers[c]));
      }
    }
    return centers;
  }

  /** Returns a number by its weight; any, if all weights are 0. */
  private static int chosen(double[] weights, RandomStream stream) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = stream.nextDouble() * sum;
    int last = stream.nextInt(weights.length);
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /** Returns the number of the centre that is nearest to a point, the first of equal ones. */
  static int nearest(double[] point, double[][] centers) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int c = 0; c < centers.length; c++) {
      double square = squaredDistance(point, centers[c]);
      if (square < least) {
        least = square;
        nearest = c;
      }
    }
    return nearest;
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
