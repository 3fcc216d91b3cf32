package org.lowerbound.distribution.divergence;

import org.lowerbound.distribution.discrete.Bernoulli;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** KL divergences between Bernoulli distributions. */
final class BernoulliKls {
  private BernoulliKls() {}

  /**
   * Returns KL between components, σ(l_q) (l_q − lₚ) − softplus(l_q) + softplus(lₚ): the mean of
   * the difference of x·l − softplus(l) at the two logits.
   */
  static Operand<TFloat32> bernoulli(Ops tf, Bernoulli q, Bernoulli p) {
    Operand<TFloat32> linear =
        tf.math.mul(tf.math.sigmoid(q.logits()), tf.math.sub(q.logits(), p.logits()));
    Operand<TFloat32> normalizers =
        tf.math.sub(tf.math.softplus(q.logits()), tf.math.softplus(p.logits()));
    return tf.math.sub(linear, normalizers); // [B, D]
  }
}
