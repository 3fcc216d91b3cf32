package org.lowerbound.model.linear;

import java.util.List;
import org.lowerbound.graph.CustomGradients;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.linalg.Qr;
import org.tensorflow.op.linalg.TriangularSolve;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * The Cholesky factor L of the posterior covariance LLᵀ = (I + GᵀG)⁻¹ of z ~ N(0, I) given Gz + ε,
 * where ε ~ N(0, I).
 *
 * <p>GᵀG is never formed, which would square its condition: the stacked matrix (G; I) has the
 * factorization QT, I + GᵀG = TᵀT, and T⁻¹ is a factor of the inverse. It is an upper triangle; it
 * becomes a lower one if the latents are taken in the opposite order, before and after.
 */
final class PosteriorFactor {
  private static final String GRADIENT = "linear-posterior-factor";

  static {
    CustomGradients.register(GRADIENT, PosteriorFactor::backpropagate);
  }

  private PosteriorFactor() {}

  /**
   * Returns L, computed in double precision: {@code [D, k] -> [k, k]}, lower triangular with a
   * positive diagonal. It has no gradient.
   */
  static Operand<TFloat64> exact(Ops tf, Operand<TFloat64> g, int latents) {
    Operand<TFloat64> identity = identity(tf, latents);
    Operand<TFloat64> opposite = tf.reverse(tf.stopGradient(g), tf.array(1)); // [D, k]
    Qr<TFloat64> qr = tf.linalg.qr(tf.concat(List.of(opposite, identity), tf.constant(0)));
    Operand<TFloat64> upper =
        tf.linalg.triangularSolve(qr.r(), identity, TriangularSolve.lower(false)); // T⁻¹
    Operand<TFloat64> lower = tf.reverse(upper, tf.array(0, 1));
    // A column may be taken with the other sign: LLᵀ is the same.
    Operand<TFloat64> signs =
        tf.math.sign(tf.linalg.matrixDiagPart(lower, tf.constant(0), tf.constant(0.0))); // [k]
    return tf.linalg.bandPart(tf.math.mul(lower, signs), tf.constant(-1), tf.constant(0));
  }

  /** Returns L with its gradient by G, of first order: {@code [D, k] -> [k, k]}. */
  static Operand<TFloat32> of(Ops tf, Operand<TFloat32> g, int latents) {
    Operand<TFloat32> factor =
        tf.dtypes.cast(
            exact(tf, tf.dtypes.cast(tf.stopGradient(g), TFloat64.class), latents), TFloat32.class);
    return CustomGradients.attach(tf, GRADIENT, factor, List.of(g, tf.stopGradient(factor)));
  }

  /**
   * With C = I + GᵀG and LLᵀ = C⁻¹: ∂L = −L Φ(Lᵀ ∂C L), where Φ takes the lower triangle and half
   * of the diagonal. Hence the adjoint of C is −L Φ(Lᵀ ∂L) Lᵀ, and that of G is G times it and its
   * transpose (as for the Cholesky factor of C itself, Murray 2016, eq. 8).
   */
  private static List<Operand<TFloat32>> backpropagate(
      Ops tf, List<Operand<TFloat32>> inputs, Operand<TFloat32> upstream) {
    Operand<TFloat32> g = inputs.get(0);
    Operand<TFloat32> l = inputs.get(1);
    Operand<TFloat32> inner = product(tf, l, true, upstream, false); // Lᵀ ∂L
    Operand<TFloat32> lowerTriangle = tf.linalg.bandPart(inner, tf.constant(-1), tf.constant(0));
    Operand<TFloat32> belowDiagonal =
        tf.math.sub(lowerTriangle, tf.linalg.bandPart(inner, tf.constant(0), tf.constant(0)));
    Operand<TFloat32> phi =
        tf.math.mul(tf.constant(0.5f), tf.math.add(lowerTriangle, belowDiagonal));
    Operand<TFloat32> ofC =
        tf.math.neg(product(tf, product(tf, l, false, phi, false), false, l, true));
    Operand<TFloat32> ofG =
        tf.math.add(product(tf, g, false, ofC, false), product(tf, g, false, ofC, true));
    return List.of(ofG, tf.zerosLike(l)); // L is a function of G that is accounted for
  }

  /** Returns the product of two matrices, either of them perhaps transposed. */
  static <T extends TNumber> Operand<T> product(
      Ops tf, Operand<T> a, boolean transposeA, Operand<T> b, boolean transposeB) {
    return tf.linalg.matMul(a, b, MatMul.transposeA(transposeA), MatMul.transposeB(transposeB));
  }

  /** Returns I, {@code [size, size]}. */
  static Operand<TFloat64> identity(Ops tf, int size) {
    double[] elements = new double[size * size];
    for (int i = 0; i < size; i++) {
      elements[i * (size + 1)] = 1;
    }
    return tf.constant(Shape.of(size, size), DataBuffers.of(elements));
  }
}
