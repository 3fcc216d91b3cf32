package org.lowerbound.distribution.divergence;

import org.lowerbound.distribution.continuous.DiagonalNormal;
import org.lowerbound.distribution.continuous.FullNormal;
import org.lowerbound.distribution.continuous.LowRankNormal;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.MatrixVectors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * KL divergences between normal distributions of any covariance: ½ (tr(Σₚ⁻¹Σ_q) + (μ_q −
 * μₚ)ᵀΣₚ⁻¹(μ_q − μₚ) − D) − ½ log |Σ_q| + ½ log |Σₚ|.
 */
final class NormalKls {
  private NormalKls() {}

  /**
   * Returns KL between the components of normals, log(σₚ/σ_q) + (σ_q² + (μ_q − μₚ)²) / (2σₚ²) − ½
   * (Kingma and Welling 2014, appendix B, where p is standard).
   *
   * <p>The ratio of variances is taken as exp(2 log(σ_q/σₚ)), which cannot divide by zero.
   */
  static Operand<TFloat32> diagonal(Ops tf, DiagonalNormal q, DiagonalNormal p) {
    Operand<TFloat32> logRatio = tf.math.sub(q.logScale(), p.logScale()); // log(σ_q/σₚ)
    Operand<TFloat32> varianceRatio = tf.math.exp(tf.math.mul(tf.constant(2f), logRatio));
    Operand<TFloat32> distance =
        tf.math.square(
            tf.math.mul(tf.math.sub(q.loc(), p.loc()), tf.math.exp(tf.math.neg(p.logScale()))));
    Operand<TFloat32> halves =
        tf.math.mul(
            tf.constant(0.5f), tf.math.sub(tf.math.add(varianceRatio, distance), tf.constant(1f)));
    return tf.math.sub(halves, logRatio); // [B, D]
  }

  /** Returns KL(q ‖ p) with p diagonal, {@code [B]}. */
  static Operand<TFloat32> fullFromDiagonal(Ops tf, FullNormal q, DiagonalNormal p) {
    return fromDiagonal(
        tf, q.loc(), squaresOfRows(tf, q.scaleTril()), q.logDeterminant(tf), p); // Σ_ii = Σⱼ L_ij²
  }

  /** Returns KL(q ‖ p) with p diagonal, {@code [B]}. */
  static Operand<TFloat32> lowRankFromDiagonal(Ops tf, LowRankNormal q, DiagonalNormal p) {
    Operand<TFloat32> variance =
        tf.math.add(
            tf.math.exp(tf.math.mul(tf.constant(2f), q.logScale())), squaresOfRows(tf, q.factor()));
    return fromDiagonal(tf, q.loc(), variance, q.logDeterminant(tf), p);
  }

  /** Returns KL(q ‖ p) with q diagonal, {@code [B]}. */
  static Operand<TFloat32> diagonalFromFull(Ops tf, DiagonalNormal q, FullNormal p) {
    return full(tf, FullNormal.of(tf, q), p);
  }

  /** Returns KL(q ‖ p), {@code [B]}: tr(Σₚ⁻¹Σ_q) is the sum of the squares of Lₚ⁻¹L_q. */
  static Operand<TFloat32> full(Ops tf, FullNormal q, FullNormal p) {
    Operand<TFloat32> relative = MatrixVectors.solveColumns(tf, p.scaleTril(), q.scaleTril());
    Operand<TFloat32> distance =
        MatrixVectors.solve(tf, p.scaleTril(), tf.math.sub(q.loc(), p.loc()));
    Operand<TFloat32> perComponent =
        tf.math.add(squaresOfRows(tf, relative), tf.math.square(distance)); // [B, D]
    return divergence(tf, perComponent, tf.math.sub(q.logDeterminant(tf), p.logDeterminant(tf)));
  }

  /** Returns the sums over the last axis, {@code [..., D, N] -> [..., D]}. */
  private static Operand<TFloat32> squaresOfRows(Ops tf, Operand<TFloat32> matrix) {
    return GraphMath.sumEvent(tf, tf.math.square(matrix));
  }

  /**
   * Returns KL from a diagonal p of a q of which only the mean, the variances and ½ log |Σ_q|
   * matter.
   */
  private static Operand<TFloat32> fromDiagonal(
      Ops tf,
      Operand<TFloat32> loc,
      Operand<TFloat32> variance,
      Operand<TFloat32> logDeterminant,
      DiagonalNormal p) {
    Operand<TFloat32> logScale = tf.math.add(p.logScale(), tf.zerosLike(p.loc())); // [B, D]
    Operand<TFloat32> precision = tf.math.exp(tf.math.mul(tf.constant(-2f), logScale));
    Operand<TFloat32> secondMoment =
        tf.math.add(variance, tf.math.square(tf.math.sub(loc, p.loc()))); // about μₚ
    return divergence(
        tf,
        tf.math.mul(secondMoment, precision),
        tf.math.sub(logDeterminant, GraphMath.sumEvent(tf, logScale)));
  }

  /**
   * Returns ½ Σ (m − 1) − r.
   *
   * @param perComponent m, the diagonal of Σₚ⁻¹Σ_q with the squared distances, {@code [B, D]}
   * @param logRatio r = ½ log |Σ_q| − ½ log |Σₚ|, {@code [B]}
   */
  private static Operand<TFloat32> divergence(
      Ops tf, Operand<TFloat32> perComponent, Operand<TFloat32> logRatio) {
    Operand<TFloat32> excess =
        GraphMath.sumEvent(tf, tf.math.sub(perComponent, tf.constant(1f))); // [B]
    return tf.math.sub(tf.math.mul(tf.constant(0.5f), excess), logRatio);
  }
}
