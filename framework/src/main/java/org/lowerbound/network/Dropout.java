package org.lowerbound.network;

import static com.google.common.base.Preconditions.checkArgument;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Dropout (Srivastava et al. 2014) of single values: in training each is 0 with the given rate and
 * otherwise divided by 1 − rate, which keeps its mean; in evaluation nothing happens.
 *
 * @param name the layer, to which the noise of a step belongs
 * @param rate the probability of 0
 */
record Dropout(String name, double rate) implements Layer {
  /** Checks the rate. */
  Dropout {
    checkRate(rate);
  }

  /** Fails unless it is a rate. */
  static void checkRate(double rate) {
    checkArgument(rate >= 0 && rate < 1, "dropout must be in [0, 1) but is %s", rate);
    checkArgument(
        (float) rate < 1, "dropout must be in [0, 1) but %s is 1 as a 32-bit float", rate);
  }

  @Override
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> x, Pass pass) {
    if (rate == 0 || !pass.isTraining()) {
      return x;
    }
    Operand<TFloat32> uniform = pass.noiseFor(name).uniform(tf, tf.shape(x));
    Operand<TFloat32> kept =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant((float) rate)), TFloat32.class);
    return tf.math.mul(x, tf.math.mul(kept, tf.constant((float) (1 / (1 - rate)))));
  }
}
