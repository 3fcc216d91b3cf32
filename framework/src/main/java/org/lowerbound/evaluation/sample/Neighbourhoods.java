package org.lowerbound.evaluation.sample;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;

/**
 * The manifold of a sample as k-nearest-neighbour balls see it: around each point the ball that
 * reaches to its k-th neighbour, itself not counted (Kynkäänniemi et al. 2019, section 2).
 *
 * <p>The array of points is the caller's, and is not written to.
 */
final class Neighbourhoods {
  private final double[][] points;
  private final int k;
  private final double[] squaredRadii;
  private final Runnable pulse;

  /**
   * Finds the balls of points {@code [n][d]}, n above k.
   *
   * @param k the neighbour whose distance is the radius
   * @param pulse is run for each point: what is done takes long
   */
  Neighbourhoods(double[][] points, int k, Runnable pulse) {
    checkArgument(points.length > k, "%s points do not have %s neighbours each", points.length, k);
    this.points = points;
    this.k = k;
    this.pulse = pulse;
    this.squaredRadii = new double[points.length];
    double[] distances = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      pulse.run();
      SquaredDistances.fill(points[i], points, distances);
      distances[i] = Double.POSITIVE_INFINITY;
      squaredRadii[i] = smallest(distances, k);
    }
  }

  /** Returns the balls of other points, to the same neighbour. */
  Neighbourhoods of(double[][] others) {
    return new Neighbourhoods(others, k, pulse);
  }

  /** Returns k. */
  int neighbour() {
    return k;
  }

  /** Returns the points, {@code [n][d]}; nobody writes to them. */
  double[][] points() {
    return points;
  }

  /** Returns the k-th smallest of some numbers, from 1. */
  private static double smallest(double[] numbers, int k) {
    double[] least = new double[k];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (double number : numbers) {
      if (number < least[k - 1]) {
        int place = k - 1;
        for (; place > 0 && least[place - 1] > number; place--) {
          least[place] = least[place - 1];
        }
        least[place] = number;
      }
    }
    return least[k - 1];
  }

  /**
   * What the points of another sample have to do with the balls. The arrays are the object's own
   * storage: nobody writes to them after construction.
   *
   * @param ballsOfOther in how many balls each point of the other sample is, {@code [m]}
   * @param holdsOther whether a ball holds any point of the other sample, {@code [n]}
   */
  @SuppressWarnings("ArrayRecordComponent") // Made once, read once.
  record Meeting(int[] ballsOfOther, boolean[] holdsOther) {}

  /** Looks for the points of another sample, {@code [m][d]}: strictly within a ball. */
  Meeting with(double[][] others) {
    int[] balls = new int[others.length];
    boolean[] holds = new boolean[points.length];
    double[] distances = new double[others.length];
    for (int i = 0; i < points.length; i++) {
      pulse.run();
      SquaredDistances.fill(points[i], others, distances);
      for (int j = 0; j < others.length; j++) {
        if (distances[j] < squaredRadii[i]) {
          balls[j]++;
          holds[i] = true;
        }
      }
    }
    return new Meeting(balls, holds);
  }
}
