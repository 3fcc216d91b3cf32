package org.lowerbound.distribution;

import com.google.common.collect.ImmutableList;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A joint distribution over layers of latents, z = (z₁, …, z_L), as a product of conditionals. An
 * event is the concatenation of the layers in this order.
 */
public interface Layered extends Distribution {
  /** Returns the dimension of each layer. */
  ImmutableList<Integer> layers();

  /**
   * Returns the log-density in nats of each layer given those that its conditional depends on:
   * {@code [..., B, D] -> L x [..., B]}. Their sum is {@link #logProb}.
   */
  ImmutableList<Operand<TFloat32>> logProbPerLayer(Ops tf, Operand<TFloat32> value);

  @Override
  default Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return tf.math.addN(ImmutableList.copyOf(logProbPerLayer(tf, value)));
  }

  @Override
  default int dimension() {
    return layers().stream().mapToInt(Integer::intValue).sum();
  }
}
