package org.lowerbound.model;

import org.lowerbound.network.Pass;
import org.lowerbound.random.NoiseSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A model whose log p(x) is computed and not estimated. */
public interface ExactEvidence extends Evidence {
  /** Returns log p(x) in nats: {@code [B, D] -> [B]}. */
  Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> observations, Pass pass);

  @Override
  default Operand<TFloat32> logWeight(
      Ops tf, Operand<TFloat32> observations, NoiseSource noise, int sampleCount, Pass pass) {
    return tf.expandDims(logProb(tf, observations, pass), tf.constant(0)); // [1, B]
  }
}
