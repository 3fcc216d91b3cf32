package org.lowerbound.distribution.bijector;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * An upper triangular matrix with a diagonal in (−1, 1).
 *
 * @param matrix {@code [M, M]} or {@code [B, M, M]}
 * @param diagonal {@code [M]} or {@code [B, M]}
 */
record UpperTriangle(Operand<TFloat32> matrix, Operand<TFloat32> diagonal) {
  /** Two of these have a product above −0.999. */
  private static final float LARGEST_DIAGONAL = 0.9994f;

  /** Returns the number of elements on and above the diagonal. */
  static int parameterCount(int size) {
    return size * (size + 1) / 2;
  }

  /**
   * Makes matrices from parameters in the order of rows, {@code [M (M + 1)/2]} or {@code [B, M (M +
   * 1)/2]}.
   */
  static UpperTriangle of(Ops tf, Operand<TFloat32> parameters, int size) {
    int[][] indices = new int[size][size];
    int[] onDiagonal = new int[size];
    float[][] above = new float[size][size];
    int next = 0;
    for (int i = 0; i < size; i++) {
      onDiagonal[i] = next++;
      for (int j = i + 1; j < size; j++) {
        indices[i][j] = next++;
        above[i][j] = 1;
      }
    }
    Operand<TFloat32> strict =
        tf.math.mul(LastAxis.gather(tf, parameters, tf.constant(indices)), tf.constant(above));
    Operand<TFloat32> diagonal =
        tf.math.mul(
            tf.constant(LARGEST_DIAGONAL),
            tf.math.tanh(LastAxis.gather(tf, parameters, tf.constant(onDiagonal))));
    Operand<TFloat32> spread =
        tf.math.mul(
            tf.expandDims(diagonal, tf.constant(-1)), tf.constant(Matrices.identity(size, size)));
    return new UpperTriangle(tf.math.add(strict, spread), diagonal);
  }
}
