package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Products of matrices {@code [m, n]} or {@code [B, m, n]} with vectors {@code [..., B, n]}. */
final class Matrices {
  private Matrices() {}

  /** Returns A x, {@code [..., B, m]}. */
  static Operand<TFloat32> times(Ops tf, Operand<TFloat32> matrix, Operand<TFloat32> x) {
    return product(tf, matrix, x, "...j,ij->...i", "...bj,bij->...bi");
  }

  /** Returns Aᵀ x, {@code [..., B, n]}. */
  static Operand<TFloat32> transposedTimes(Ops tf, Operand<TFloat32> matrix, Operand<TFloat32> x) {
    return product(tf, matrix, x, "...j,ji->...i", "...bj,bji->...bi");
  }

  private static Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> matrix, Operand<TFloat32> x, String shared, String ofEach) {
    int axes = matrix.shape().numDimensions();
    checkArgument(
        axes == 2 || axes == 3,
        "a matrix must have the shape [m, n] or [B, m, n], not %s",
        matrix.shape());
    return tf.linalg.einsum(List.of(x, matrix), axes == 2 ? shared : ofEach);
  }

  /** Returns matrices with rows and columns exchanged. */
  static Operand<TFloat32> transpose(Ops tf, Operand<TFloat32> matrix) {
    int axes = matrix.shape().numDimensions();
    return tf.linalg.transpose(matrix, axes == 2 ? tf.array(1, 0) : tf.array(0, 2, 1));
  }

  /** Returns the first columns of the identity. */
  static float[][] identity(int rows, int columns) {
    float[][] identity = new float[rows][columns];
    for (int i = 0; i < Math.min(rows, columns); i++) {
      identity[i][i] = 1;
    }
    return identity;
  }
}
