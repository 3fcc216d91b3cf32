package org.lowerbound.distribution.divergence;

import static com.google.common.base.Preconditions.checkArgument;

import org.lowerbound.distribution.discrete.OneHotCategorical;
import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Closed-form divergences between one-hot categorical variables. */
final class CategoricalKls {
  private CategoricalKls() {}

  /** Returns KL(q ‖ p) = Σ q (log q − log p), summed over classes and variables, {@code [B]}. */
  static Operand<TFloat32> categoricals(Ops tf, OneHotCategorical q, OneHotCategorical p) {
    checkArgument(
        q.classes() == p.classes() && q.variables() == p.variables(),
        "q has %s variables of %s classes but p has %s variables of %s classes; a divergence needs"
            + " the same",
        q.variables(),
        q.classes(),
        p.variables(),
        p.classes());
    Operand<TFloat32> logRatio = tf.math.sub(q.logProbabilities(tf), p.logProbabilities(tf));
    return GraphMath.sumEvent(tf, tf.math.mul(q.mean(tf), logRatio));
  }
}
