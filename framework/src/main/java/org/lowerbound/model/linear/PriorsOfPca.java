package org.lowerbound.model.linear;

import com.google.common.primitives.ImmutableDoubleArray;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/**
 * What Bayesian PCA takes as given.
 *
 * @param data the mean of the data, of length D
 * @param latents k
 * @param gamma the prior of every α_i and of τ
 * @param meanPrecision β
 */
record PriorsOfPca(ImmutableDoubleArray data, int latents, GammaPrior gamma, double meanPrecision) {
  int dimension() {
    return data.length();
  }

  Operand<TFloat64> mean(Ops tf) {
    return tf.constant(data.toArray());
  }

  /** Returns the shape of q(α_i): a₀ + D / 2. */
  Operand<TFloat64> loadingsShape(Ops tf) {
    return tf.constant(gamma.shape() + dimension() / 2.0);
  }

  /** Returns the shape of q(τ): a₀ + N D / 2. */
  Operand<TFloat64> noiseShape(Ops tf, Operand<TFloat64> examples) {
    return tf.math.add(
        tf.constant(gamma.shape()), tf.math.mul(tf.constant(dimension() / 2.0), examples));
  }
}
