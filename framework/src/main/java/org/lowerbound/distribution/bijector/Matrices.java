package org.lowerbound.distribution.bijector;

/** Constant matrices. */
final class Matrices {
  private Matrices() {}

  /** Returns the first columns of the identity. */
  static float[][] identity(int rows, int columns) {
    float[][] identity = new float[rows][columns];
    for (int i = 0; i < Math.min(rows, columns); i++) {
      identity[i][i] = 1;
    }
    return identity;
  }
}
