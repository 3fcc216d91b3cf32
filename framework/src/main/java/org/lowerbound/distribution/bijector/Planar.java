package org.lowerbound.distribution.bijector;

import static org.lowerbound.distribution.bijector.LastAxis.dot;

import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A planar layer, y = x + û tanh(wᵀx + b) (Rezende and Mohamed 2015, eq. 10): it widens or narrows
 * space across one plane.
 *
 * <p>It is invertible if wᵀû &gt; −1, which û = u + (m(wᵀu) − wᵀu) w/‖w‖² with m(a) = −1 +
 * softplus(a) ensures (appendix A.1). A thousandth is added to m, so that the slope of the map is
 * never below 0.001, and no log-determinant is infinite. Since û grows like 1/‖w‖ for small w, w
 * should not start at 0; ‖w‖² is taken as at least 10⁻¹².
 *
 * <p>The inverse is the root of a monotone function of wᵀx + b, found by Newton's method; its
 * gradient is that of the root.
 *
 * @param w the plane's normal, {@code [D]} or {@code [B, D]}
 * @param u what is added, before the constraint, {@code [D]} or {@code [B, D]}
 * @param b the plane's offset, {@code [1]} or {@code [B, 1]}
 * @param dimension D
 */
public record Planar(Operand<TFloat32> w, Operand<TFloat32> u, Operand<TFloat32> b, int dimension)
    implements Bijector {
  private static final float SMALLEST_SLOPE = 1e-3f;
  private static final float SMALLEST_SQUARED_NORM = 1e-12f;

  /** Checks the shapes as far as they are known. */
  public Planar {
    LastAxis.checkDimension(dimension, 1);
    LastAxis.checkLength(w, "w", dimension);
    LastAxis.checkLength(u, "u", dimension);
    LastAxis.checkLength(b, "b", 1);
  }

  /**
   * u after the constraint.
   *
   * @param vector û, of u's shape
   * @param alongNormal wᵀû, above −1
   */
  private record Constrained(Operand<TFloat32> vector, Operand<TFloat32> alongNormal) {}

  @Override
  public Image forward(Ops tf, Operand<TFloat32> x) {
    Constrained added = constrained(tf);
    Operand<TFloat32> tanh = tf.math.tanh(tf.math.add(dot(tf, w, x), b)); // [..., B, 1]
    return new Image(
        tf.math.add(x, tf.math.mul(added.vector(), tanh)), logDeterminant(tf, added, tanh));
  }

  @Override
  public Image inverse(Ops tf, Operand<TFloat32> y) {
    Constrained added = constrained(tf);
    // With p = wᵀx + b, the product of w and y = x + û tanh(p) gives p + wᵀû tanh(p) = wᵀy + b.
    Operand<TFloat32> p =
        TanhRoot.solve(tf, added.alongNormal(), tf.math.add(dot(tf, w, y), b), TanhRoot.STEPS);
    Operand<TFloat32> tanh = tf.math.tanh(p);
    return new Image(
        tf.math.sub(y, tf.math.mul(added.vector(), tanh)),
        tf.math.neg(logDeterminant(tf, added, tanh)));
  }

  @Override
  public Planar detached(Ops tf) {
    return new Planar(tf.stopGradient(w), tf.stopGradient(u), tf.stopGradient(b), dimension);
  }

  /** Returns log(1 + wᵀû tanh′), {@code [..., B]} (eqs. 11 and 12). */
  private static Operand<TFloat32> logDeterminant(
      Ops tf, Constrained added, Operand<TFloat32> tanh) {
    return GraphMath.sumEvent(
        tf, tf.math.log1p(tf.math.mul(added.alongNormal(), TanhRoot.derivative(tf, tanh))));
  }

  private Constrained constrained(Ops tf) {
    Operand<TFloat32> along = dot(tf, w, u);
    Operand<TFloat32> allowed =
        tf.math.add(tf.math.softplus(along), tf.constant(SMALLEST_SLOPE - 1));
    Operand<TFloat32> squaredNorm = dot(tf, w, w);
    Operand<TFloat32> divisor = tf.math.maximum(squaredNorm, tf.constant(SMALLEST_SQUARED_NORM));
    Operand<TFloat32> missing = tf.math.sub(allowed, along);
    Operand<TFloat32> vector = tf.math.add(u, tf.math.mul(w, tf.math.div(missing, divisor)));
    // wᵀû is m(wᵀu), but for a tiny w, where only a part of the correction is made. It is not
    // taken as a product of w and û, which loses digits where wᵀu is far below −1.
    Operand<TFloat32> part = tf.math.div(squaredNorm, divisor); // 1, or less for a tiny w
    Operand<TFloat32> mixed =
        tf.math.add(
            tf.math.mul(part, allowed), tf.math.mul(tf.math.sub(tf.constant(1f), part), along));
    return new Constrained(vector, tf.math.maximum(mixed, tf.constant(SMALLEST_SLOPE - 1)));
  }
}
