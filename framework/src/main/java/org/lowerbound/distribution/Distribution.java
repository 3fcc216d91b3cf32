package org.lowerbound.distribution;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A batch of distributions over vectors. */
public interface Distribution {
  /** Returns D, the number of components of an event. */
  int dimension();

  /** Returns log-densities in nats: {@code [..., B, D] -> [..., B]}. */
  Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value);
}
