package org.lowerbound.distribution;

import org.lowerbound.graph.GraphMath;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A distribution whose components are independent. */
public interface Factorized extends Distribution {
  /** Returns the log-density of each component in nats: {@code [..., B, D] -> [..., B, D]}. */
  Operand<TFloat32> logProbPerComponent(Ops tf, Operand<TFloat32> value);

  @Override
  default Operand<TFloat32> logProb(Ops tf, Operand<TFloat32> value) {
    return GraphMath.sumEvent(tf, logProbPerComponent(tf, value));
  }
}
