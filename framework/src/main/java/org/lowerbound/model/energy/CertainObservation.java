package org.lowerbound.model.energy;

import org.lowerbound.distribution.Distribution;
import org.lowerbound.graph.GraphMath;
import org.lowerbound.spec.Called;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The distribution of an observation that is always the same, whatever z: its log-probability is
 * exactly 0.
 *
 * @param latents z, {@code [..., B, latents]}, for its shape alone
 */
@Called("none")
record CertainObservation(Operand<TFloat32> latents) implements Distribution {
  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return tf.stopGradient(tf.zerosLike(GraphMath.sumEvent(tf, latents)));
  }
}
