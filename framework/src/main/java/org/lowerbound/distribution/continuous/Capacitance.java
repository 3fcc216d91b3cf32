package org.lowerbound.distribution.continuous;

import java.util.List;
import org.lowerbound.graph.CustomGradients;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.MatrixVectors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * The capacitance matrix C = I + GᵀG of the covariance I + GGᵀ, which is of size R and not D.
 *
 * <p>By the matrix determinant lemma |I + GGᵀ| = |C|, and by Woodbury's identity the Mahalanobis
 * distance zᵀ(I + GGᵀ)⁻¹z = zᵀz − zᵀG C⁻¹ Gᵀz. That difference cancels when G is large. It is also
 * min ‖z − Gw‖² + ‖w‖² over w, a sum of squares, in which an error of the solution w counts only by
 * its square, and which can be differentiated as if w were constant.
 *
 * <p>C is never formed: with the factorization QT of the stacked matrix (G; I), C = TᵀT. Its
 * condition is not squared thereby, and it cannot fail as a Cholesky factorization of C in 32-bit
 * floats may. TensorFlow knows no gradient for it; these here are of first order only.
 *
 * @param factor G, {@code [..., B, D, R]}
 * @param projection C⁻¹Gᵀ, {@code [..., B, R, D]}; constant
 * @param inverse C⁻¹, {@code [..., B, R, R]}; constant
 * @param logDeterminant log |C|, {@code [..., B]}
 */
record Capacitance(
    Operand<TFloat32> factor,
    Operand<TFloat32> projection,
    Operand<TFloat32> inverse,
    Operand<TFloat32> logDeterminant) {
  private static final String GRADIENT = "capacitance-log-determinant";

  static {
    CustomGradients.register(GRADIENT, Capacitance::backpropagate);
  }

  /** Adds the factorization. */
  static Capacitance of(Ops tf, Operand<TFloat32> factor, int dimension, int rank) {
    Operand<TFloat32> fixed = tf.stopGradient(factor);
    Operand<TFloat32> identity =
        MatrixVectors.withLeadingAxes(
            tf, MatrixVectors.leadingAxes(tf, fixed, 2), FullNormal.identityMatrix(tf, rank));
    Qr<TFloat32> qr = tf.linalg.qr(tf.concat(List.of(fixed, identity), tf.constant(-2)));
    Operand<TFloat32> diagonal =
        atLeastOne(tf, tf.linalg.matrixDiagPart(qr.r(), tf.constant(0), tf.constant(0f)));
    Operand<TFloat32> triangle = tf.linalg.matrixSetDiag(qr.r(), diagonal, tf.constant(0));
    // (G; I)⁺ = T⁻¹Qᵀ = C⁻¹ (Gᵀ, I)
    Operand<TFloat32> pseudoinverse =
        tf.stopGradient(
            tf.linalg.triangularSolve(
                triangle, MatrixVectors.transpose(tf, qr.q()), TriangularSolve.lower(false)));
    Operand<TFloat32> projection =
        tf.stridedSlice(
            pseudoinverse, Indices.ellipsis(), Indices.all(), Indices.sliceTo(dimension));
    Operand<TFloat32> inverse =
        tf.stridedSlice(
            pseudoinverse, Indices.ellipsis(), Indices.all(), Indices.sliceFrom(dimension));
    Operand<TFloat32> logDeterminant =
        tf.math.mul(tf.constant(2f), GraphMath.sumEvent(tf, tf.math.log(tf.math.abs(diagonal))));
    return new Capacitance(
        factor,
        projection,
        inverse,
        CustomGradients.attach(tf, GRADIENT, logDeterminant, List.of(factor, projection)));
  }

  /**
   * Returns the Mahalanobis distance of {@code a + G b} from 0 under the covariance I + GGᵀ.
   *
   * <p>How a vector is split is immaterial, but for rounding: a draw ε₁ + Gε₂ whose parts are known
   * has a distance without any cancellation. With w = b − v, the solution is v = C⁻¹b − C⁻¹Gᵀa.
   *
   * @param a {@code [..., B, D]}
   * @param b {@code [..., B, R]}
   */
  Operand<TFloat32> distance(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    Operand<TFloat32> v =
        tf.stopGradient(
            tf.math.sub(
                MatrixVectors.product(tf, inverse, tf.stopGradient(b)),
                MatrixVectors.product(tf, projection, tf.stopGradient(a)))); // [..., B, R]
    Operand<TFloat32> residual = tf.math.add(a, MatrixVectors.product(tf, factor, v));
    return tf.math.add(
        NormalDensity.squaredLength(tf, residual),
        NormalDensity.squaredLength(tf, tf.math.sub(b, v)));
  }

  /**
   * Returns T's diagonal with elements of absolute value 1 or more, as they are but for rounding:
   * each is a column's distance from those before it, and its 1 of I is in no other.
   */
  private static Operand<TFloat32> atLeastOne(Ops tf, Operand<TFloat32> diagonal) {
    Operand<TBool> small = tf.math.less(tf.math.abs(diagonal), tf.constant(1f));
    return tf.select(small, tf.onesLike(diagonal), diagonal);
  }

  /** ∂ log |I + GᵀG| = 2 tr(C⁻¹Gᵀ ∂G). */
  private static List<Operand<TFloat32>> backpropagate(
      Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> upstream) {
    Operand<TFloat32> scale =
        tf.expandDims(
            tf.expandDims(tf.math.mul(tf.constant(2f), upstream), tf.constant(-1)),
            tf.constant(-1));
    Operand<TFloat32> projection = inputs.get(1);
    Operand<TFloat32> ofFactor = tf.math.mul(scale, MatrixVectors.transpose(tf, projection));
    return List.of(ofFactor, tf.zerosLike(projection));
  }
}
