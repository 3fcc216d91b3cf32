package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;
import static org.lowerbound.distribution.bijector.LastAxis.dot;

import java.util.List;
import org.lowerbound.graph.MatrixVectors;
import org.lowerbound.graph.Shapes;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;

/**
 * Matrices {@code [D, M]} or {@code [B, D, M]} with orthonormal columns, QᵀQ = I, from
 * unconstrained parameters: the three kinds of van den Berg et al. (2018).
 */
public final class OrthogonalFactors {
  /**
   * Enough for columns whose condition number is up to 1000: a singular value of 10⁻³/√M grows to 1
   * by a factor of nearly 1.5 at each iteration, and then converges quadratically.
   */
  public static final int ITERATIONS = 30;

  /** Below this no vector has a direction. */
  private static final float TINY = 1e-30f;

  private OrthogonalFactors() {}

  /**
   * Returns the matrix with orthonormal columns nearest to I + {@code raw}, where I has the first M
   * columns of the identity, so that parameters of zeros give I ("O-SNF").
   *
   * <p>Each iteration maps Q to Q (I + ½ (I − QᵀQ)) (Björck and Bowie 1971), which moves every
   * singular value s to s (3 − s²)/2, and so to 1 if it is in (0, √3). Dividing by the Frobenius
   * norm first puts all of them in (0, 1].
   *
   * @param raw {@code [D·M]} or {@code [B, D·M]}, row by row
   * @param rows D
   * @param columns M, at most D
   * @param iterations the fixed number of iterations, such as {@link #ITERATIONS}
   */
  public static Operand<TFloat32> orthogonal(
      Ops tf, Operand<TFloat32> raw, int rows, int columns, int iterations) {
    checkColumns(rows, columns);
    checkArgument(iterations >= 1, "iterations must be at least 1, not %s", iterations);
    LastAxis.checkLength(raw, "the orthogonal factor's parameter", rows * columns);
    Operand<TFloat32> matrix =
        tf.math.add(
            Shapes.withLeadingAxesOf(tf, raw, raw, rows, columns),
            tf.constant(Matrices.identity(rows, columns)));
    Operand<TFloat32> q = normalized(tf, matrix);
    Operand<TFloat32> threeHalves =
        tf.math.mul(tf.constant(1.5f), tf.constant(Matrices.identity(columns, columns)));
    for (int i = 0; i < iterations; i++) {
      Operand<TFloat32> gram = tf.train.batchMatMul(q, q, TFloat32.class, BatchMatMul.adjX(true));
      Operand<TFloat32> factor =
          tf.math.sub(threeHalves, tf.math.mul(tf.constant(0.5f), gram)); // I + ½ (I − QᵀQ)
      q = tf.train.batchMatMul(q, factor, TFloat32.class);
    }
    return q;
  }

  /**
   * Returns the first M columns of a product of reflections ("H-SNF"); a vector of zeros does not
   * reflect.
   *
   * @param vectors one for each reflection, {@code [D]} or {@code [B, D]}
   * @param rows D
   * @param columns M, at most D
   */
  public static Operand<TFloat32> householder(
      Ops tf, List<Operand<TFloat32>> vectors, int rows, int columns) {
    checkColumns(rows, columns);
    checkArgument(!vectors.isEmpty(), "vectors must not be empty");
    Operand<TFloat32> transposed =
        MatrixVectors.transpose(tf, tf.constant(Matrices.identity(rows, columns))); // [M, D]
    for (Operand<TFloat32> vector : vectors) {
      LastAxis.checkLength(vector, "a reflection's vector", rows);
      transposed = reflect(tf, transposed, tf.expandDims(vector, tf.constant(-2)));
    }
    return MatrixVectors.transpose(tf, transposed);
  }

  /**
   * Returns the identity or the matrix that reverses the order of components ("T-SNF", where layers
   * alternate between the two), {@code [D, D]}.
   */
  public static Operand<TFloat32> triangular(Ops tf, int rows, boolean reversed) {
    checkColumns(rows, rows);
    Operand<TFloat32> identity = tf.constant(Matrices.identity(rows, rows));
    return reversed ? tf.reverse(identity, tf.array(1)) : identity;
  }

  /** Returns x − 2 v (vᵀx)/‖v‖² for vectors along the last axis. */
  static Operand<TFloat32> reflect(Ops tf, Operand<TFloat32> x, Operand<TFloat32> vector) {
    // A reflection is the same for every length of its vector: dividing by a constant changes
    // neither it nor its gradient, and keeps the square from overflowing.
    Operand<TFloat32> largest =
        tf.stopGradient(
            tf.reduceMax(tf.math.abs(vector), tf.constant(-1), ReduceMax.keepDims(true)));
    Operand<TFloat32> v = tf.math.div(vector, tf.math.maximum(largest, tf.constant(TINY)));
    Operand<TFloat32> squaredNorm = tf.math.maximum(dot(tf, v, v), tf.constant(TINY));
    Operand<TFloat32> twice = tf.math.mul(tf.constant(2f), tf.math.div(dot(tf, v, x), squaredNorm));
    return tf.math.sub(x, tf.math.mul(v, twice));
  }

  /** Returns matrices divided by their Frobenius norms. */
  private static Operand<TFloat32> normalized(Ops tf, Operand<TFloat32> matrix) {
    Operand<TFloat32> largest =
        tf.stopGradient(
            tf.reduceMax(tf.math.abs(matrix), tf.array(-2, -1), ReduceMax.keepDims(true)));
    Operand<TFloat32> scaled = tf.math.div(matrix, tf.math.maximum(largest, tf.constant(TINY)));
    Operand<TFloat32> squaredNorm =
        tf.reduceSum(tf.math.square(scaled), tf.array(-2, -1), ReduceSum.keepDims(true));
    return tf.math.div(scaled, tf.math.sqrt(tf.math.maximum(squaredNorm, tf.constant(TINY))));
  }

  private static void checkColumns(int rows, int columns) {
    checkArgument(
        columns >= 1 && columns <= rows,
        "orthonormal columns of length %s are 1 to %s in number, not %s",
        rows,
        rows,
        columns);
  }
}
