package org.lowerbound.graph;

import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.op.train.BatchMatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Products and solutions with batches of matrices, each of them for several vectors.
 *
 * <p>The vectors that share a matrix (the K draws of an observation, say) become the columns of one
 * right-hand side: a matrix is neither copied for each of them, nor is its gradient.
 */
public final class MatrixVectors {
  private static final String SOLVE_GRADIENT = "lower-triangular-solve";

  static {
    CustomGradients.register(SOLVE_GRADIENT, MatrixVectors::backpropagate);
  }

  private MatrixVectors() {}

  /** Returns A v: {@code [..., M, N], [..., N] -> [..., M]}; leading axes broadcast. */
  public static Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> matrix, Operand<TFloat32> vector) {
    return throughColumns(tf, matrix, vector, columns -> product(tf, matrix, columns, false));
  }

  /**
   * Returns L⁻¹ v by substitution, for a lower triangular L: {@code [..., D, D], [..., D] -> [...,
   * D]}; leading axes broadcast.
   */
  public static Operand<TFloat32> solve(Ops tf, Operand<TFloat32> lower, Operand<TFloat32> vector) {
    return throughColumns(tf, lower, vector, columns -> solveColumns(tf, lower, columns));
  }

  /**
   * Returns L⁻¹ Y by substitution, for a lower triangular L: {@code [..., D, D], [..., D, N] ->
   * [..., D, N]}; leading axes broadcast.
   */
  public static Operand<TFloat32> solveColumns(
      Ops tf, Operand<TFloat32> lower, Operand<TFloat32> columns) {
    // TensorFlow's solution broadcasts, too, but a gradient of one's own would have to undo it.
    Operand<TInt32> leading =
        tf.broadcastDynamicShape(leadingAxes(tf, lower, 2), leadingAxes(tf, columns, 2));
    Operand<TFloat32> l = withLeadingAxes(tf, leading, lower);
    Operand<TFloat32> y = withLeadingAxes(tf, leading, columns);
    Operand<TFloat32> x =
        tf.stopGradient(tf.linalg.triangularSolve(l, y, TriangularSolve.lower(true)));
    return CustomGradients.attach(tf, SOLVE_GRADIENT, x, List.of(l, y, x));
  }

  /** With X = L⁻¹Y: ∂Y = L⁻ᵀ ∂X and ∂L = −∂Y Xᵀ, of which L has the lower triangle. */
  private static List<Operand<TFloat32>> backpropagate(
      Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> upstream) {
    Operand<TFloat32> l = inputs.get(0);
    Operand<TFloat32> x = inputs.get(2);
    Operand<TFloat32> ofColumns =
        tf.linalg.triangularSolve(
            l, upstream, TriangularSolve.lower(true), TriangularSolve.adjoint(true));
    Operand<TFloat32> ofMatrix = tf.math.neg(product(tf, ofColumns, x, true));
    return List.of(
        tf.linalg.bandPart(ofMatrix, tf.constant(-1), tf.constant(0)),
        ofColumns,
        tf.zerosLike(x)); // a function of the others that is already accounted for
  }

  private static Operand<TFloat32> product(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> b, boolean transposeB) {
    return tf.train.batchMatMul(a, b, TFloat32.class, BatchMatMul.adjY(transposeB));
  }

  /**
   * Applies a function of columns {@code [..., N, C] -> [..., M, C]} to vectors. The axes of the
   * vectors beyond the leading ones of the matrix become C.
   */
  private static Operand<TFloat32> throughColumns(
      Ops tf,
      Operand<TFloat32> matrix,
      Operand<TFloat32> vector,
      UnaryOperator<Operand<TFloat32>> function) {
    Operand<TInt32> shape = tf.shape(vector);
    Operand<TInt32> beyond =
        tf.math.maximum(
            tf.math.sub(tf.rank(vector), tf.math.sub(tf.rank(matrix), tf.constant(1))),
            tf.constant(0));
    Operand<TInt32> beyondAxes = tf.expandDims(beyond, tf.constant(0)); // [1]
    Operand<TInt32> shared = tf.slice(shape, tf.array(0), beyondAxes);
    Operand<TInt32> others = tf.slice(shape, beyondAxes, tf.array(-1));
    Operand<TInt32> count = tf.expandDims(tf.reduceProd(shared, tf.constant(0)), tf.constant(0));
    Operand<TFloat32> rows =
        tf.reshape(vector, tf.concat(List.of(count, others), tf.constant(0))); // [C, ..., N]
    Operand<TFloat32> result = lastToFront(tf, function.apply(firstToLast(tf, rows)));
    Operand<TInt32> ofOne = tf.slice(tf.shape(result), tf.array(1), tf.array(-1)); // [..., M]
    return tf.reshape(result, tf.concat(List.of(shared, ofOne), tf.constant(0)));
  }

  private static Operand<TFloat32> firstToLast(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> rest = tf.range(tf.constant(1), tf.rank(x), tf.constant(1));
    return tf.linalg.transpose(x, tf.concat(List.of(rest, tf.array(0)), tf.constant(0)));
  }

  /** Returns {@code x} with its last axis before all others: {@code [..., C] -> [C, ...]}. */
  public static Operand<TFloat32> lastToFront(Ops tf, Operand<TFloat32> x) {
    Operand<TInt32> last = tf.math.sub(tf.rank(x), tf.constant(1));
    Operand<TInt32> rest = tf.range(tf.constant(0), last, tf.constant(1));
    return tf.linalg.transpose(
        x, tf.concat(List.of(tf.expandDims(last, tf.constant(0)), rest), tf.constant(0)));
  }

  /** Returns Aᵀ: {@code [..., M, N] -> [..., N, M]}. */
  public static Operand<TFloat32> transpose(Ops tf, Operand<TFloat32> matrix) {
    Operand<TInt32> last = tf.math.sub(tf.rank(matrix), tf.constant(1));
    Operand<TInt32> secondLast = tf.math.sub(last, tf.constant(1));
    Operand<TInt32> rest = tf.range(tf.constant(0), secondLast, tf.constant(1));
    Operand<TInt32> lastTwo = tf.stack(List.of(last, secondLast));
    return tf.linalg.transpose(matrix, tf.concat(List.of(rest, lastTwo), tf.constant(0)));
  }

  /** Returns a batch of matrices with the given leading axes, to which its own broadcast. */
  public static Operand<TFloat32> withLeadingAxes(
      Ops tf, Operand<TInt32> leading, Operand<TFloat32> matrix) {
    Operand<TInt32> shape = tf.shape(matrix);
    Operand<TInt32> axes =
        tf.expandDims(tf.math.sub(tf.rank(matrix), tf.constant(2)), tf.constant(0));
    Operand<TInt32> lastTwo = tf.slice(shape, axes, tf.array(2));
    return tf.broadcastTo(matrix, tf.concat(List.of(leading, lastTwo), tf.constant(0)));
  }

  /** Returns the shape of {@code x} without its last axes. */
  public static Operand<TInt32> leadingAxes(Ops tf, Operand<TFloat32> x, int lastAxes) {
    Operand<TInt32> count = tf.math.sub(tf.rank(x), tf.constant(lastAxes));
    return tf.slice(tf.shape(x), tf.array(0), tf.expandDims(count, tf.constant(0)));
  }
}
