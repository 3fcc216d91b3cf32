package org.lowerbound.distribution.bijector;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The root p of p + a·tanh(p) = v for a &gt; −1, element by element.
 *
 * <p>The left side is odd and rises in p, so that there is one root, and it has v's sign. For v
 * &gt; 0 the left side is concave on the positive axis if a ≥ 0 and convex if a &lt; 0; v/(1 + a)
 * and v − a are both below the root in the first case and both above it in the second. Newton's
 * method from there approaches the root from that side, without a bracket. While tanh is on its
 * exponential flank a step moves by about ½, so that the number of steps grows with log a.
 */
final class TanhRoot {
  /** Enough for |a| &lt; 1. */
  static final int STEPS_FOR_SMALL = 10;

  /** Enough for a up to 10⁴. */
  static final int STEPS = 20;

  private TanhRoot() {}

  /**
   * Returns the roots, differentiable in a and v.
   *
   * <p>The search passes no gradient. One more Newton step does: p − (p + a·tanh(p) − v)/s with a
   * constant p and s = 1 + a·tanh′(p). At a root its derivatives are 1/s by v and −tanh(p)/s by a,
   * which are those of the root by the implicit function theorem; it costs one step, however long
   * the search was.
   */
  static Operand<TFloat32> solve(Ops tf, Operand<TFloat32> a, Operand<TFloat32> v, int steps) {
    Operand<TFloat32> fixedA = tf.stopGradient(a);
    Operand<TFloat32> fixedV = tf.stopGradient(v);
    Operand<TFloat32> one = tf.constant(1f);
    Operand<TFloat32> size = tf.math.abs(fixedV);
    Operand<TFloat32> steep = tf.math.div(size, tf.math.add(one, fixedA));
    Operand<TFloat32> flat = tf.math.sub(size, fixedA);
    Operand<TFloat32> p =
        tf.select(
            tf.math.greaterEqual(fixedA, tf.constant(0f)),
            tf.math.maximum(steep, flat),
            tf.math.minimum(steep, flat));
    for (int i = 0; i < steps; i++) {
      p = step(tf, fixedA, size, p);
    }
    return step(tf, a, v, tf.stopGradient(tf.math.mul(p, tf.math.sign(fixedV))));
  }

  private static Operand<TFloat32> step(
      Ops tf, Operand<TFloat32> a, Operand<TFloat32> v, Operand<TFloat32> p) {
    Operand<TFloat32> tanh = tf.math.tanh(p);
    Operand<TFloat32> residual = tf.math.sub(tf.math.add(p, tf.math.mul(a, tanh)), v);
    Operand<TFloat32> slope =
        tf.stopGradient(
            tf.math.add(tf.constant(1f), tf.math.mul(a, TanhRoot.derivative(tf, tanh))));
    return tf.math.sub(p, tf.math.div(residual, slope));
  }

  /** Returns tanh′ from tanh. */
  static Operand<TFloat32> derivative(Ops tf, Operand<TFloat32> tanh) {
    return tf.math.sub(tf.constant(1f), tf.math.square(tanh));
  }
}
