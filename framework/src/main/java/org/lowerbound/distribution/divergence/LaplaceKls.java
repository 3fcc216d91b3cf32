package org.lowerbound.distribution.divergence;

import org.lowerbound.distribution.continuous.Laplace;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** KL divergences between Laplace distributions. */
final class LaplaceKls {
  private LaplaceKls() {}

  /**
   * Returns KL between components, log(bₚ/b_q) + d/bₚ + (b_q/bₚ) exp(−d/b_q) − 1 with d = |μ_q −
   * μₚ|.
   *
   * <p>With r = b_q/bₚ and a = d/b_q this is (r − 1 − log r) + r (a + exp(−a) − 1), two terms that
   * are not negative, and each is exactly 0 at its minimum.
   */
  static Operand<TFloat32> laplace(Ops tf, Laplace q, Laplace p) {
    Operand<TFloat32> logRatio = tf.math.sub(q.logScale(), p.logScale()); // log r
    Operand<TFloat32> distance =
        tf.math.mul(
            tf.math.abs(tf.math.sub(q.loc(), p.loc())),
            tf.math.exp(tf.math.neg(q.logScale()))); // a
    Operand<TFloat32> ofScales = tf.math.sub(tf.math.expm1(logRatio), logRatio);
    Operand<TFloat32> ofLocs =
        tf.math.mul(
            tf.math.exp(logRatio), tf.math.add(distance, tf.math.expm1(tf.math.neg(distance))));
    return tf.math.add(ofScales, ofLocs); // [B, D]
  }
}
