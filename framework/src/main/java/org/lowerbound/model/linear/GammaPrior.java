package org.lowerbound.model.linear;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * Gamma(a₀, b₀), of shape and rate, and what the bound has of a q that is Gamma(a, b), in double
 * precision.
 *
 * @param shape a₀
 * @param rate b₀
 */
record GammaPrior(double shape, double rate) {
  /**
   * Returns E_q log y for q = Gamma(a, a / mean): ψ(a) − log a + log mean.
   *
   * @param a a scalar
   */
  static Operand<TFloat64> expectedLog(Ops tf, Operand<TFloat64> a, Operand<TFloat64> mean) {
    return tf.math.add(tf.math.sub(tf.math.digamma(a), tf.math.log(a)), tf.math.log(mean));
  }

  /**
   * Returns −KL(q ‖ Gamma(a₀, b₀)) for q = Gamma(a, a / mean): E_q log p + H(q).
   *
   * @param a a scalar
   * @param mean of any shape, which the result has
   */
  Operand<TFloat64> negativeKl(Ops tf, Operand<TFloat64> a, Operand<TFloat64> mean) {
    Operand<TFloat64> expectedLog = expectedLog(tf, a, mean);
    Operand<TFloat64> ofPrior = // (a₀ − 1) E log y − b₀ E y + a₀ log b₀ − log Γ(a₀)
        tf.math.add(
            tf.math.sub(
                tf.math.mul(tf.constant(shape - 1), expectedLog),
                tf.math.mul(tf.constant(rate), mean)),
            tf.math.sub(tf.constant(shape * Math.log(rate)), tf.math.lgamma(tf.constant(shape))));
    Operand<TFloat64> logRate = tf.math.sub(tf.math.log(a), tf.math.log(mean));
    Operand<TFloat64> entropy = // a − log b + log Γ(a) + (1 − a) ψ(a)
        tf.math.add(
            tf.math.sub(a, logRate),
            tf.math.add(
                tf.math.lgamma(a),
                tf.math.mul(tf.math.sub(tf.constant(1.0), a), tf.math.digamma(a))));
    return tf.math.add(ofPrior, entropy);
  }
}
