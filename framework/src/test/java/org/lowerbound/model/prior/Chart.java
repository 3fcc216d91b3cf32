package org.lowerbound.model.prior;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;

/** A space of latents as a rule Σ wᵢ f(zᵢ) for integrals or sums over it. */
final class Chart {
  /** Cells along each side of a square. */
  private static final int CELLS = 300;

  private final float[] points;
  private final ImmutableDoubleArray weights;
  private final int dimension;

  private Chart(float[] points, ImmutableDoubleArray weights, int dimension) {
    this.points = points;
    this.weights = weights;
    this.dimension = dimension;
  }

  /** Returns z, row after row. */
  float[] points() {
    return points.clone();
  }

  /** Returns the length of a row. */
  int dimension() {
    return dimension;
  }

  /** Returns the number of rows. */
  int count() {
    return weights.length();
  }

  /** Returns Σ wᵢ exp(logᵢ) f(zᵢ). */
  double integral(float[] log, Function f) {
    double sum = 0;
    double[] z = new double[dimension];
    for (int i = 0; i < count(); i++) {
      for (int d = 0; d < dimension; d++) {
        z[d] = points[i * dimension + d];
      }
      sum += weights.get(i) * Math.exp(log[i]) * f.of(z);
    }
    return sum;
  }

  /** A function of a point. */
  @FunctionalInterface
  interface Function {
    double of(double... z);
  }

  /** A point with its volume element. */
  @FunctionalInterface
  private interface Map {
    /** Writes the point that belongs to (u, v) in (0, 1)², and returns the volume element. */
    double of(double u, double v, double... z);
  }

  private static Chart of(int dimension, Map map) {
    float[] points = new float[CELLS * CELLS * dimension];
    ImmutableDoubleArray.Builder weights = ImmutableDoubleArray.builder(CELLS * CELLS);
    double[] z = new double[dimension];
    for (int i = 0; i < CELLS * CELLS; i++) {
      int row = i / CELLS;
      double u = (row + 0.5) / CELLS;
      double v = (i % CELLS + 0.5) / CELLS;
      weights.add(map.of(u, v, z) / (CELLS * CELLS));
      for (int d = 0; d < dimension; d++) {
        points[i * dimension + d] = (float) z[d];
      }
    }
    return new Chart(points, weights.build(), dimension);
  }

  /** Returns the square ±12 by the midpoint rule: beyond it no prior here has a mass. */
  static Chart plane() {
    double side = 24;
    return of(
        2,
        (u, v, z) -> {
          z[0] = side * (u - 0.5);
          z[1] = side * (v - 0.5);
          return side * side;
        });
  }

  /** Returns the unit square, finer towards its sides, where densities may be unbounded. */
  static Chart square() {
    return of(
        2,
        (u, v, z) -> {
          z[0] = smooth(u);
          z[1] = smooth(v);
          return slope(u) * slope(v);
        });
  }

  /** Returns the probability vectors of three classes, by their first two components. */
  static Chart simplex() {
    return of(
        3,
        (u, v, z) -> {
          z[0] = smooth(u);
          z[1] = (1 - z[0]) * smooth(v);
          z[2] = (1 - z[0]) * smooth(1 - v);
          return slope(u) * slope(v) * (1 - z[0]);
        });
  }

  private static double smooth(double u) {
    return u * u * (3 - 2 * u);
  }

  private static double slope(double u) {
    return 6 * u * (1 - u);
  }

  /** Returns the unit sphere in three dimensions, in cells of one area (Archimedes). */
  static Chart sphere() {
    return of(
        3,
        (u, v, z) -> {
          z[2] = 2 * u - 1;
          double radius = Math.sqrt(1 - z[2] * z[2]);
          z[0] = radius * Math.cos(2 * Math.PI * v);
          z[1] = radius * Math.sin(2 * Math.PI * v);
          return 4 * Math.PI;
        });
  }

  /** Returns all vectors of some bits. */
  static Chart bits(int count) {
    float[] points = new float[count * (1 << count)];
    for (int i = 0; i < points.length; i++) {
      points[i] = ((i / count) >> (i % count)) & 1;
    }
    return sum(points, count);
  }

  /** Returns all vectors of some one-hot variables. */
  static Chart oneHot(int classes, int variables) {
    int dimension = classes * variables;
    int count = (int) Math.pow(classes, variables);
    float[] points = new float[count * dimension];
    for (int i = 0; i < count; i++) {
      int rest = i;
      for (int v = 0; v < variables; v++) {
        points[i * dimension + v * classes + rest % classes] = 1;
        rest /= classes;
      }
    }
    return sum(points, dimension);
  }

  /** Returns all vectors of some codes out of a codebook of scalars. */
  static Chart codes(int groups, float... codebook) {
    int count = (int) Math.pow(codebook.length, groups);
    float[] points = new float[count * groups];
    for (int i = 0; i < count; i++) {
      int rest = i;
      for (int g = 0; g < groups; g++) {
        points[i * groups + g] = codebook[rest % codebook.length];
        rest /= codebook.length;
      }
    }
    return sum(points, groups);
  }

  private static Chart sum(float[] points, int dimension) {
    double[] ones = new double[points.length / dimension];
    Arrays.fill(ones, 1);
    return new Chart(points, ImmutableDoubleArray.copyOf(ones), dimension);
  }
}
