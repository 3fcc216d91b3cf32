package org.lowerbound.distribution.bijector;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * One bin of a rational-quadratic spline for each component, {@code [..., D]} (Durkan et al. 2019,
 * eqs. 4 to 8). The share is how far between its ends the argument is, ξ in [0, 1].
 *
 * @param left the argument where the bin begins
 * @param width its width
 * @param bottom the value where it begins
 * @param height its height
 * @param slope the slope where it begins, δ₀
 * @param nextSlope the slope where it ends, δ₁
 */
record SplineBin(
    Operand<TFloat32> left,
    Operand<TFloat32> width,
    Operand<TFloat32> bottom,
    Operand<TFloat32> height,
    Operand<TFloat32> slope,
    Operand<TFloat32> nextSlope) {
  /** Below this a discriminant is rounding; its root still has a finite gradient. */
  private static final float SMALLEST_DISCRIMINANT = 1e-20f;

  /** Returns ξ of an argument. */
  Operand<TFloat32> share(Ops tf, Operand<TFloat32> argument) {
    return between(tf, tf.math.div(tf.math.sub(argument, left), width));
  }

  /** Returns the argument at ξ. */
  Operand<TFloat32> argument(Ops tf, Operand<TFloat32> share) {
    return tf.math.add(left, tf.math.mul(share, width));
  }

  /** Returns the value at ξ (eq. 4). */
  Operand<TFloat32> value(Ops tf, Operand<TFloat32> share) {
    Operand<TFloat32> numerator =
        tf.math.add(
            tf.math.mul(mean(tf), tf.math.square(share)), tf.math.mul(slope, product(tf, share)));
    return tf.math.add(bottom, tf.math.mul(height, tf.math.div(numerator, denominator(tf, share))));
  }

  /** Returns the logarithm of the slope at ξ (eq. 5). */
  Operand<TFloat32> logSlope(Ops tf, Operand<TFloat32> share) {
    Operand<TFloat32> mean = mean(tf);
    Operand<TFloat32> rest = tf.math.sub(tf.constant(1f), share);
    Operand<TFloat32> atEnds =
        tf.math.add(
            tf.math.mul(nextSlope, tf.math.square(share)),
            tf.math.mul(slope, tf.math.square(rest)));
    Operand<TFloat32> between = tf.math.mul(tf.constant(2f), tf.math.mul(mean, product(tf, share)));
    Operand<TFloat32> ofRatio =
        tf.math.log(tf.math.div(mean, denominator(tf, share))); // Squared in eq. 5.
    return tf.math.add(
        tf.math.mul(tf.constant(2f), ofRatio), tf.math.log(tf.math.add(atEnds, between)));
  }

  /**
   * Returns ξ of a value, the root in [0, 1] of aξ² + bξ + c (eqs. 6 to 8). This polynomial is
   * negative or 0 at ξ = 0, and positive or 0 at 1: if b &lt; 0, then a &gt; 0. Of the two forms of
   * the root the one that adds numbers of one sign is taken, where the paper's always has the
   * first.
   */
  Operand<TFloat32> shareAt(Ops tf, Operand<TFloat32> value) {
    Operand<TFloat32> rise = tf.math.sub(value, bottom);
    Operand<TFloat32> bend = tf.math.mul(rise, bend(tf));
    Operand<TFloat32> mean = mean(tf);
    Operand<TFloat32> a = tf.math.add(tf.math.mul(height, tf.math.sub(mean, slope)), bend);
    Operand<TFloat32> b = tf.math.sub(tf.math.mul(height, slope), bend);
    Operand<TFloat32> minusC = tf.math.mul(mean, rise);
    Operand<TFloat32> discriminant =
        tf.math.add(tf.math.square(b), tf.math.mul(tf.constant(4f), tf.math.mul(a, minusC)));
    Operand<TFloat32> root =
        tf.math.sqrt(tf.math.maximum(discriminant, tf.constant(SMALLEST_DISCRIMINANT)));
    Operand<TFloat32> sum = tf.math.add(tf.math.abs(b), root);
    var falls = tf.math.less(b, tf.constant(0f));
    Operand<TFloat32> divisor =
        tf.select(falls, a, tf.constant(1f)); // What is not selected is finite.
    return between(
        tf,
        tf.select(
            falls,
            tf.math.div(sum, tf.math.mul(tf.constant(2f), divisor)),
            tf.math.div(tf.math.mul(tf.constant(2f), minusC), sum)));
  }

  private static Operand<TFloat32> between(Ops tf, Operand<TFloat32> share) {
    return tf.clipByValue(share, tf.constant(0f), tf.constant(1f));
  }

  /** Returns the bin's mean slope, s. */
  private Operand<TFloat32> mean(Ops tf) {
    return tf.math.div(height, width);
  }

  /** Returns δ₁ + δ₀ − 2s. */
  private Operand<TFloat32> bend(Ops tf) {
    return tf.math.sub(tf.math.add(slope, nextSlope), tf.math.mul(tf.constant(2f), mean(tf)));
  }

  /** Returns ξ (1 − ξ). */
  private static Operand<TFloat32> product(Ops tf, Operand<TFloat32> share) {
    return tf.math.mul(share, tf.math.sub(tf.constant(1f), share));
  }

  /** Returns s + (δ₁ + δ₀ − 2s) ξ (1 − ξ), at least s/2. */
  private Operand<TFloat32> denominator(Ops tf, Operand<TFloat32> share) {
    return tf.math.add(mean(tf), tf.math.mul(bend(tf), product(tf, share)));
  }
}
