package org.lowerbound.distribution.bijector;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.graph.MatrixVectors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A Sylvester layer, y = x + Q R tanh(R̃ Qᵀx + b) with upper triangular R and R̃ and orthonormal
 * columns of Q (van den Berg et al. 2018): M planar layers at once.
 *
 * <p>It is invertible if all rᵢᵢ r̃ᵢᵢ &gt; −1. The diagonals are 0.9994 tanh of their parameters,
 * so that the slope is never below 0.001, and no log-determinant is infinite.
 *
 * <p>The inverse solves for the components of Qᵀx from the last to the first, each the root of a
 * monotone function as in {@link Planar}. Its graph has some 70 nodes for each of the M components.
 *
 * @param orthogonal Q, {@code [D, M]} or {@code [B, D, M]}, one of {@link OrthogonalFactors}: the
 *     log-determinant is right only if QᵀQ = I
 * @param outer R's parameters, its rows from the diagonal on, {@code [M (M + 1)/2]} or {@code [B, M
 *     (M + 1)/2]}
 * @param inner R̃'s parameters, of the same shape
 * @param b offsets, {@code [M]} or {@code [B, M]}
 * @param columns M
 * @param dimension D
 */
public record Sylvester(
    Operand<TFloat32> orthogonal,
    Operand<TFloat32> outer,
    Operand<TFloat32> inner,
    Operand<TFloat32> b,
    int columns,
    int dimension)
    implements Bijector {
  /** Checks the shapes as far as they are known. */
  public Sylvester {
    LastAxis.checkDimension(dimension, 1);
    checkArgument(
        columns >= 1 && columns <= dimension,
        "columns must be 1 to the dimension, %s, not %s",
        dimension,
        columns);
    LastAxis.checkLength(orthogonal, "orthogonal", columns);
    LastAxis.checkLength(outer, "outer", parameterCount(columns));
    LastAxis.checkLength(inner, "inner", parameterCount(columns));
    LastAxis.checkLength(b, "b", columns);
  }

  /** Returns the number of parameters of a triangular matrix, M (M + 1)/2. */
  public static int parameterCount(int columns) {
    return UpperTriangle.parameterCount(columns);
  }

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    UpperTriangle r = UpperTriangle.of(tf, outer, columns);
    UpperTriangle rTilde = UpperTriangle.of(tf, inner, columns);
    Operand<TFloat32> projected =
        MatrixVectors.product(tf, MatrixVectors.transpose(tf, orthogonal), x); // [..., B, M]
    Operand<TFloat32> tanh =
        tf.math.tanh(tf.math.add(MatrixVectors.product(tf, rTilde.matrix(), projected), b));
    return new Image(tf.math.add(x, added(tf, r, tanh)), logDeterminant(tf, r, rTilde, tanh));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    UpperTriangle r = UpperTriangle.of(tf, outer, columns);
    UpperTriangle rTilde = UpperTriangle.of(tf, inner, columns);
    Operand<TFloat32> target =
        MatrixVectors.product(tf, MatrixVectors.transpose(tf, orthogonal), y); // t = u + R tanh(p)
    List<Operand<TFloat32>> solved = new ArrayList<>(); // uᵢ = (Qᵀx)ᵢ, [..., B, 1]
    List<Operand<TFloat32>> tanhs = new ArrayList<>(); // tanh(pᵢ) with p = R̃u + b
    for (int i = columns - 1; i >= 0; i--) {
      Operand<TFloat32> rest = LastAxis.slice(tf, target, i, i + 1);
      Operand<TFloat32> offset = LastAxis.slice(tf, b, i, i + 1);
      if (!solved.isEmpty()) {
        rest = tf.math.sub(rest, afterDiagonal(tf, r, i, tanhs));
        offset = tf.math.add(offset, afterDiagonal(tf, rTilde, i, solved));
      }
      // pᵢ = r̃ᵢᵢuᵢ + offset and rest = uᵢ + rᵢᵢ tanh(pᵢ): pᵢ + r̃ᵢᵢrᵢᵢ tanh(pᵢ) = offset +
      // r̃ᵢᵢ·rest,
      // which holds for r̃ᵢᵢ = 0, too.
      Operand<TFloat32> ri = LastAxis.slice(tf, r.diagonal(), i, i + 1);
      Operand<TFloat32> rTildei = LastAxis.slice(tf, rTilde.diagonal(), i, i + 1);
      Operand<TFloat32> p =
          TanhRoot.solve(
              tf,
              tf.math.mul(ri, rTildei),
              tf.math.add(offset, tf.math.mul(rTildei, rest)),
              TanhRoot.STEPS_FOR_SMALL);
      Operand<TFloat32> tanh = tf.math.tanh(p);
      tanhs.add(0, tanh);
      solved.add(0, tf.math.sub(rest, tf.math.mul(ri, tanh)));
    }
    Operand<TFloat32> tanh = LastAxis.join(tf, tanhs);
    return new Image(
        tf.math.sub(y, added(tf, r, tanh)), tf.math.neg(logDeterminant(tf, r, rTilde, tanh)));
  }

  @Override
  public Sylvester detached(Ops tf) {
    return new Sylvester(
        tf.stopGradient(orthogonal),
        tf.stopGradient(outer),
        tf.stopGradient(inner),
        tf.stopGradient(b),
        columns,
        dimension);
  }

  /** Returns Q R tanh, {@code [..., B, D]}. */
  private Operand<TFloat32> added(Ops tf, UpperTriangle r, Operand<TFloat32> tanh) {
    return MatrixVectors.product(tf, orthogonal, MatrixVectors.product(tf, r.matrix(), tanh));
  }

  /** Returns Σ log(1 + rᵢᵢ r̃ᵢᵢ tanh′), {@code [..., B]}. */
  private static Operand<TFloat32> logDeterminant(
      Ops tf, UpperTriangle r, UpperTriangle rTilde, Operand<TFloat32> tanh) {
    Operand<TFloat32> products = tf.math.mul(r.diagonal(), rTilde.diagonal());
    return GraphMath.sumEvent(
        tf, tf.math.log1p(tf.math.mul(products, TanhRoot.derivative(tf, tanh))));
  }

  /** Returns Σ over j &gt; i of rᵢⱼ times the value of j, {@code [..., B, 1]}. */
  private Operand<TFloat32> afterDiagonal(
      Ops tf, UpperTriangle triangle, int i, List<Operand<TFloat32>> later) {
    Operand<TFloat32> row =
        tf.stridedSlice(
            triangle.matrix(), Indices.ellipsis(), Indices.at(i), Indices.slice(i + 1, columns));
    return LastAxis.dot(tf, row, LastAxis.join(tf, later));
  }
}
