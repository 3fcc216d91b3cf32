package org.lowerbound.model.likelihood;

import org.lowerbound.distribution.Beta;
import org.lowerbound.distribution.WithVariance;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Beta components that are asked for values in [ε, 1 − ε] only: others are moved to its ends.
 *
 * @param beta the components
 * @param epsilon ε
 */
record InsideBeta(Beta beta, double epsilon) implements WithVariance {
  @Override
  public int dimension() {
    return beta.dimension();
  }

  @Override
  public Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value) {
    return beta.logProbPerComponent(
        tf,
        tf.clipByValue(value, tf.constant((float) epsilon), tf.constant((float) (1 - epsilon))));
  }

  @Override
  public Operand<TFloat32> mean(Ops tf) {
    return beta.mean(tf);
  }

  @Override
  public Operand<TFloat32> variance(Ops tf) {
    return beta.variance(tf);
  }
}
