package org.lowerbound.model.linear;

import static org.lowerbound.model.linear.PosteriorFactor.product;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * The inverse of a symmetric positive definite matrix, with what goes with it.
 *
 * @param matrix A⁻¹, {@code [k, k]}
 * @param logDeterminant log |A⁻¹|, a scalar
 */
record SpdInverse(Operand<TFloat64> matrix, Operand<TFloat64> logDeterminant) {
  /** Inverts A = LLᵀ, {@code [k, k]}. */
  static SpdInverse of(Ops tf, Operand<TFloat64> a, int size) {
    Operand<TFloat64> lower = tf.linalg.cholesky(a);
    Operand<TFloat64> half = // L⁻¹
        tf.linalg.triangularSolve(lower, PosteriorFactor.identity(tf, size));
    return new SpdInverse(
        product(tf, half, true, half, false), tf.math.neg(logDeterminant(tf, lower)));
  }

  /** Returns log |LLᵀ| of a triangular L. */
  static Operand<TFloat64> logDeterminant(Ops tf, Operand<TFloat64> lower) {
    Operand<TFloat64> diagonal = diagonal(tf, lower);
    return tf.math.mul(
        tf.constant(2.0), tf.reduceSum(tf.math.log(tf.math.abs(diagonal)), tf.constant(0)));
  }

  /** Returns the diagonal of a matrix. */
  static Operand<TFloat64> diagonal(Ops tf, Operand<TFloat64> matrix) {
    return tf.linalg.matrixDiagPart(matrix, tf.constant(0), tf.constant(0.0));
  }
}
